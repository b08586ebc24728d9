using TokenPortal.Demo.Hosting;
using TokenPortal.Demo.LinkedApps;

namespace TokenPortal.Demo.Samples;

/// <summary>The linked apps: of each kind that behaves differently when access is taken away, one.</summary>
internal static class SampleApps
{
    public const string CalendarSync = "calendar-sync";
    public const string PhotoPrint = "photo-print";
    public const string FileVault = "file-vault";
    public const string MailMate = "mail-mate";
    public const string Notes = "notes";
    public const string TravelBuddy = "travel-buddy";
    public const string OldGame = "old-game";
    public const string Workspace = "workspace";

    public const string Phone = "Phone";
    public const string Laptop = "Laptop";

    public static IReadOnlyList<LinkedApp> All(DemoSecrets secrets) =>
    [
        new(CalendarSync, "Calendar Sync")
        {
            Publisher = "Tidewater Labs",
            Summary = "Keeps the calendars of home and work in step.",
            ApiScopes = ["calendar.read", "calendar.write"],
            ApiPath = "/calendar",
            Secret = secrets.For(CalendarSync),
        },
        new(PhotoPrint, "Photo Print")
        {
            Publisher = "Lantern & Daughters",
            Summary = "Prints albums from the pictures among your files.",
            ApiScopes = ["files.read"],
            ApiPath = "/photos",
            SelfRegistered = true,
        },
        new(FileVault, "File Vault")
        {
            Publisher = "Granite Storage",
            Summary = "Copies your files to a safe place every night.",
            ApiScopes = ["files.read", "files.write"],
            ApiPath = "/files",
            Secret = secrets.For(FileVault),
            SelfContained = true,
        },
        new(MailMate, "Mail Mate")
        {
            Publisher = "Quill Software",
            Summary = "Writes and sends mail, on a phone and on a laptop.",
            ApiScopes = ["contacts.read", "mail.send"],
            ApiPath = "/mail",
            Devices = [Phone, Laptop],
        },
        new(Notes, "Quick Notes")
        {
            Publisher = "Paperclip Works",
            Summary = "Jots things down beside your files. Installed once, and forgotten.",
            ApiScopes = ["files.read", "files.write"],
            ApiPath = "/photos",
            Secret = secrets.For(Notes),
            Dormant = true,
        },
        new(TravelBuddy, "Travel Buddy")
        {
            Publisher = "Meridian Trips",
            Summary = "Plans journeys around your appointments.",
            ApiScopes = ["calendar.read", "contacts.read"],
            ApiPath = "/calendar",
            Secret = secrets.For(TravelBuddy),
        },
        new(OldGame, "Castle Quest")
        {
            Publisher = "Drawbridge Games",
            Summary = "A game to play with your contacts. Its maker gave it up.",
            ApiScopes = ["contacts.read"],
            ApiPath = "/contacts",
            Secret = secrets.For(OldGame),
        },
        new(Workspace, "Workspace")
        {
            Publisher = "Example Accounts",
            Summary = "Calendar, files and mail of your account in one place.",
            ApiScopes = ["calendar.read", "calendar.write", "files.read", "contacts.read", "mail.send"],
            ApiPath = "/calendar",
            Secret = secrets.For(Workspace),
            FirstParty = true,
        },
    ];
}

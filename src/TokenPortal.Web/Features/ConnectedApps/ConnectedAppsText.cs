using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words of the connected-apps page.</summary>
internal static class ConnectedAppsText
{
    public const string Title = "Connected apps";
    public const string UnknownApp = "Unknown app";
    public const string UnknownPermission = "An unnamed permission";
    public const string YourApps = "Apps with access";
    public const string PastApps = "No longer connected";
    public const string Removing = "Removing access…";
    public const string Details = "Details";
    public const string ClientId = "Client ID";
    public const string Scopes = "Permissions by their technical names";
    public const string Permissions = "It can";
    public const string NoPermissions = "It was given no particular permission.";
    public const string Granted = "Allowed";
    public const string LastActivity = "Last active";
    public const string Never = "Never";
    public const string Remove = "Remove access";
    public const string RemoveAll = "Remove all access";
    public const string EmptyTitle = "No app has access";
    public const string EmptyText = "When you let an app or a website use your account, it appears here, and you can "
        + "take its access back at any time.";
    public const string Stale = "We cannot reach our database right now, so this list may be out of date. It will "
        + "update by itself.";
    public const string UnregisteredHint = "The registration of this app is gone, so we cannot say who made it. What "
        + "it was allowed still stands.";
    public const string DormantHint = "It may come back without asking you: what you allowed still stands.";

    public static string Lead(string server) => $"Apps and websites that can reach {server}. "
        + "You can take their access back at any time.";

    public static string By(string publisher) => $"by {publisher}";

    public static string RemoveNamed(string app) => $"Remove access for {app}";

    public static string DetailsNamed(string app) => $"Details of {app}";

    public static string FirstPartyTitle(string server) => $"Part of {server}";

    public static string FirstPartyText(string server) =>
        $"These belong to {server} itself. They cannot be removed here.";

    public static string Status(AppAccess access, int devices) => access switch
    {
        AppAccess.Lasting => $"Has access on {DateWords.Count(devices, "device")}",
        AppAccess.Passing => "Has access for a short time",
        AppAccess.Dormant => "No access right now",
        _ => "No access",
    };

    public static string UnusedHint(TimeSpan age) =>
        $"Not used for {DateWords.Span(age)}. If you no longer need it, remove it.";

    public const string Past = "was removed by the service, together with all of its access.";

    public static string Removed(string app) => $"Access removed for {app}";

    public static string RemovedElsewhere(string app) => $"{app} is no longer connected.";

    public static string Added(string app) => $"{app} was connected just now.";

    public static string AlreadyGone(string app) => $"{app} had no access any more. Nothing was left to remove.";

    public static string? StandardScope(string scope) => scope switch
    {
        "openid" => "Confirm that it is you when you sign in",
        "profile" => "See your name and other basics of your profile",
        "email" => "See your email address",
        "phone" => "See your phone number",
        "address" => "See your postal address",
        "offline_access" => "Stay connected while you are not using it",
        "roles" => "See which roles you have",
        _ => null,
    };
}

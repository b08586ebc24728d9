using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>The words before and after a single permission or device is taken from an app.</summary>
internal static class NarrowingText
{
    private static readonly Words Words = new(typeof(NarrowingText));

    public static string PassesEnd => Words.Text();
    public static string RenewsWithout => Words.Text();
    public static string LastRenewal => Words.Text();
    public static string OthersStay => Words.Text();
    public static string RestStays => Words.Text();
    public static string MayAskAgain => Words.Text();
    public static string DeviceEnds => Words.Text();
    public static string OtherDevicesStay => Words.Text();
    public static string Keep => Words.Text();
    public static string RemovePermission => Words.Text();
    public static string SignOut => Words.Text();
    public static string SigningOut => Words.Text();
    public static string PermissionGone => Words.Text();
    public static string DeviceGone => Words.Text();

    public static string PermissionTitle(string permission, string app) =>
        Words.Format("PermissionTitle", permission, app);

    public static string DeviceTitle(string device, string app) => Words.Format("DeviceTitle", device, app);

    /// <summary>Until when an older pass can go on working, as it stands before.</summary>
    public static string CutOff(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => RemovalText.CutOff(null, now),
        { } at when at == DateTimeOffset.MaxValue => Words.Text("CutOffNever"),
        { } at => Words.Format("CutOffAt", DateWords.Exact(at), DateWords.Until(at, now)),
    };

    public static string PermissionRemoved(
        string permission, string app, DateTimeOffset? residualUntil, DateTimeOffset now) =>
        $"{Words.Format("PermissionRemoved", permission, app)} {Lingering(residualUntil, now) ?? Words.Text("PassesEnded")}";

    public static string DeviceEnded(string device, string app, DateTimeOffset? residualUntil, DateTimeOffset now) =>
        $"{Words.Format("DeviceEnded", device, app)} {Lingering(residualUntil, now)}".TrimEnd();

    private static string? Lingering(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => null,
        { } at when at == DateTimeOffset.MaxValue => Words.Text("LingeringNever"),
        { } at => Words.Format("LingeringAt", DateWords.Exact(at), DateWords.Until(at, now)),
    };
}

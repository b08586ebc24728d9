using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words of the connected-apps page.</summary>
internal static class ConnectedAppsText
{
    private static readonly Words Words = new(typeof(ConnectedAppsText));

    public static string Title => Words.Text();
    public static string UnknownApp => Words.Text();
    public static string UnknownPermission => Words.Text();
    public static string YourApps => Words.Text();
    public static string PastApps => Words.Text();
    public static string Details => Words.Text();
    public static string ClientId => Words.Text();
    public static string Scopes => Words.Text();
    public static string Permissions => Words.Text();
    public static string NoPermissions => Words.Text();
    public static string Granted => Words.Text();
    public static string LastUsed => Words.Text();
    public static string LastRefreshed => Words.Text();
    public static string Never => Words.Text();
    public static string Remove => Words.Text();
    public static string RemoveAll => Words.Text();
    public static string EmptyTitle => Words.Text();
    public static string EmptyText => Words.Text();
    public static string Past => Words.Text();
    public static string Stale => Words.Text();
    public static string UnregisteredHint => Words.Text();
    public static string DormantHint => Words.Text();

    public static string Lead(string server) => Words.Format("Lead", server);

    public static string LeadInSupport(string server) => Words.Format("LeadInSupport", server);

    public static string By(string publisher) => Words.Format("By", publisher);

    public static string RemoveNamed(string app) => Words.Format("RemoveNamed", app);

    public static string DetailsNamed(string app) => Words.Format("DetailsNamed", app);

    public static string FirstPartyTitle(string server) => Words.Format("FirstPartyTitle", server);

    public static string FirstPartyText(string server) => Words.Format("FirstPartyText", server);

    public static string Status(AppAccess access, int devices) => access switch
    {
        AppAccess.Lasting => Words.Count("StatusLasting", devices),
        AppAccess.Passing => Words.Text("StatusPassing"),
        AppAccess.Dormant => Words.Text("StatusDormant"),
        _ => Words.Text("StatusEnded"),
    };

    /// <param name="isUse">What was last seen was a use, and not just a renewed access.</param>
    public static string UnusedHint(TimeSpan age, bool isUse) =>
        Words.Format(isUse ? "UnusedHint" : "NotRefreshedHint", DateWords.Span(age));

    public static string Removed(string app) => Words.Format("Removed", app);

    public static string RemovedElsewhere(string app) => Words.Format("RemovedElsewhere", app);

    public static string Added(string app) => Words.Format("Added", app);

    public static string AlreadyGone(string app) => Words.Format("AlreadyGone", app);

    public static string? StandardScope(string scope) => scope switch
    {
        "openid" => Words.Text("ScopeOpenId"),
        "profile" => Words.Text("ScopeProfile"),
        "email" => Words.Text("ScopeEmail"),
        "phone" => Words.Text("ScopePhone"),
        "address" => Words.Text("ScopeAddress"),
        "offline_access" => Words.Text("ScopeOfflineAccess"),
        "roles" => Words.Text("ScopeRoles"),
        _ => null,
    };
}

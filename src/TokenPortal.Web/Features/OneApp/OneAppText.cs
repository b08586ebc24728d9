using TokenPortal.Core.Grants;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>The words of the page about one app.</summary>
internal static class OneAppText
{
    private static readonly Words Words = new(typeof(OneAppText));

    public static string Title => Words.Text();
    public static string BackToList => Words.Text();
    public static string HomePage => Words.Text();
    public static string PrivacyPolicy => Words.Text();
    public static string TermsOfService => Words.Text();
    public static string NewTab => Words.Text();
    public static string Links => Words.Text();
    public static string SelfRegistered => Words.Text();
    public static string SelfRegisteredHint => Words.Text();
    public static string Registered => Words.Text();
    public static string LastUsed => Words.Text();
    public static string LastRefreshed => Words.Text();
    public static string LastNetwork => Words.Text();
    public static string Permissions => Words.Text();
    public static string HighRisk => Words.Text();
    public static string UnknownScope => Words.Text();
    public static string Mandatory => Words.Text();
    public static string Remove => Words.Text();
    public static string CannotNarrow => Words.Text();
    public static string Devices => Words.Text();
    public static string NoDevices => Words.Text();
    public static string FirstSeen => Words.Text();
    public static string Expires => Words.Text();
    public static string SignOut => Words.Text();
    public static string Timeline => Words.Text();
    public static string NoTimeline => Words.Text();
    public static string WholeHistory => Words.Text();
    public static string GoneText => Words.Text();
    public static string Stale => Words.Text();

    public static string? KindOf(AppType? type) => type switch
    {
        AppType.Confidential => Words.Text("Confidential"),
        AppType.Public => Words.Text("Public"),
        _ => null,
    };

    /// <summary>What permissions of a kind let an app do; null is the kind of those of which nobody said it.</summary>
    public static string ReachOf(ScopeReach? reach) => reach switch
    {
        ScopeReach.Identity => Words.Text("ReachIdentity"),
        ScopeReach.Read => Words.Text("ReachRead"),
        ScopeReach.Write => Words.Text("ReachWrite"),
        ScopeReach.Offline => Words.Text("ReachOffline"),
        _ => Words.Text("ReachUnknown"),
    };

    public static string AllowedOn(string date) => Words.Format("AllowedOn", date);

    public static string RemoveNamed(string permission) => Words.Format("RemoveNamed", permission);

    public static string SignOutNamed(string device) => Words.Format("SignOutNamed", device);

    public static string FirstParty(string server) => Words.Format("FirstParty", server);

    public static string OnlyWholeApp(string account) => Words.Format("OnlyWholeApp", account);

    public static string NoFamilies(int places) => Words.Count("NoFamilies", places);

    public static string Gone(string app) => Words.Format("Gone", app);

    public static string Changed(string app) => Words.Format("Changed", app);
}

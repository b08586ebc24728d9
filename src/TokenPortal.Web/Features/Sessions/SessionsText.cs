using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>The words of the page about one's own sign-ins.</summary>
internal static class SessionsText
{
    private static readonly Words Words = new(typeof(SessionsText));

    public static string Title => Words.Text();
    public static string List => Words.Text();
    public static string ThisOne => Words.Text();
    public static string SignedIn => Words.Text();
    public static string LastSeen => Words.Text();
    public static string InUse => Words.Text();
    public static string NetworkLabel => Words.Text();
    public static string UnknownNetwork => Words.Text();
    public static string ThisMachine => Words.Text();
    public static string End => Words.Text();
    public static string EndOthers => Words.Text();
    public static string Keep => Words.Text();
    public static string TryAgain => Words.Text();
    public static string Ending => Words.Text();
    public static string OnlyOne => Words.Text();
    public static string Stale => Words.Text();
    public static string OthersTitle => Words.Text();
    public static string Happens => Words.Text();
    public static string Stays => Words.Text();
    public static string OthersEndedNone => Words.Text();
    public static string AlreadyEnded => Words.Text();

    public static string Lead =>
        Words.Format("Lead", DateWords.Span(SessionLimits.Idle), DateWords.Span(SessionLimits.Absolute));

    public static string Network(string? prefix) => prefix switch
    {
        null => UnknownNetwork,
        _ when IsThisMachine(prefix) => ThisMachine,
        _ => prefix,
    };

    public static bool IsThisMachine(string prefix) => prefix is "127.0.0.0/24" or "::/48";

    public static string EndNamed(string browser) => Words.Format("EndNamed", browser);

    public static string EndTitle(string browser) => Words.Format("EndTitle", browser);

    public static string Ended(string browser) => Words.Format("Ended", browser);

    public static string OthersEnded(int count) => Words.Count("OthersEnded", count);

    public static string News(int added) => Words.Count("News", added);

    public static string Failed(GrantStoreFailure failure) => failure switch
    {
        GrantStoreFailure.NothingChanged => Words.Text("FailedNothingChanged"),
        _ => Words.Text("FailedUnknown"),
    };
}

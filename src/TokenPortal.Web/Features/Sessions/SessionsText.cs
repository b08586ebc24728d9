using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>The words of the page about one's own sign-ins.</summary>
internal static class SessionsText
{
    public const string Title = "Your sign-ins here";
    public const string List = "Browsers in which you are signed in";
    public const string ThisOne = "This one";
    public const string SignedIn = "Signed in";
    public const string LastSeen = "Last used";
    public const string InUse = "Now";
    public const string NetworkLabel = "Network";
    public const string UnknownNetwork = "Unknown";
    public const string ThisMachine = "The machine that this page runs on";
    public const string End = "End sign-in";
    public const string EndOthers = "End all others";
    public const string Keep = "Keep";
    public const string TryAgain = "Try again";
    public const string Ending = "Ending…";
    public const string OnlyOne = "You are signed in nowhere else.";
    public const string Stale = "We cannot reach our database right now, so this list may be out of date. It will "
        + "update by itself.";
    public const string OthersTitle = "End all other sign-ins?";
    public const string Happens = "Whoever uses this page there is signed out at once, and has to sign in again.";
    public const string Stays = "Connected apps keep their access, and your sign-in elsewhere stays as it is.";
    public const string OthersEndedNone = "No other sign-in was left to end.";
    public const string AlreadyEnded = "That sign-in had ended already.";

    public static string Lead { get; } =
        $"The browsers in which you are signed in to this page. A sign-in ends by itself after {Span(SessionLimits.Idle)} "
        + $"without use, and {Span(SessionLimits.Absolute)} after it began in any case.";

    public static string Browser(Origin origin) => origin.Browser ?? UserAgentWords.Unknown;

    public static string Network(string? prefix) => prefix switch
    {
        null => UnknownNetwork,
        "127.0.0.0/24" or "::/48" => ThisMachine,
        _ => prefix,
    };

    public static string EndNamed(string browser) => $"End sign-in of {browser}";

    public static string EndTitle(string browser) => $"End the sign-in of {browser}?";

    public static string Ended(string browser) => $"The sign-in of {browser} has ended.";

    public static string OthersEnded(int count) => count == 1
        ? "The other sign-in has ended."
        : $"{DateWords.Count(count, "other sign-in")} have ended.";

    public static string News(int added) => added == 1
        ? "There is a new sign-in."
        : $"There are {DateWords.Count(added, "new sign-in")}.";

    public static string Failed(GrantStoreFailure failure) => failure switch
    {
        GrantStoreFailure.NothingChanged =>
            "Our database did not answer, and nothing was changed. Please try again.",
        _ => "Our database did not answer in time, so we cannot say whether it was done. It is safe to try again.",
    };

    private static string Span(TimeSpan span) => DateWords.Span(span);
}

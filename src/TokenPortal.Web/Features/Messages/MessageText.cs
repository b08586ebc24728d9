using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Messages;

/// <summary>A whole page that says one thing.</summary>
/// <param name="Name">For tests and style: which message this is.</param>
/// <param name="ActionAddress">Relative to the portal's base.</param>
public sealed record Message(
    string Name, string Title, string Text, string Icon, string? ActionText = null, string ActionAddress = "./");

/// <summary>The words of pages that say one thing.</summary>
internal static class MessageText
{
    private const string TryAgain = "Try again";
    private const string ToTheApps = "Go to your connected apps";
    private const string SignIn = "Sign in";
    private const string SignInAddress = "signin";

    public static Message NotFound { get; } = new(
        "not-found", "There is no such page",
        "The address may be mistyped, or the page has moved.", MessageIcon.Compass, ToTheApps);

    public static Message NoPermission { get; } = new(
        "no-permission", "This page is not for you",
        "You are signed in, but your account may not open this page. If it should, ask whoever runs this service.",
        MessageIcon.Lock, ToTheApps);

    public static Message Error { get; } = new(
        "error", "Something went wrong on our side",
        "The page could not be shown. It is safe to try again.", MessageIcon.Broken, TryAgain);

    public static Message BadRequest { get; } = new(
        "bad-request", "That did not work",
        "The page was open for too long, or the request was not complete. Nothing was changed.",
        MessageIcon.Broken, ToTheApps);

    public static Message SignInUnavailable { get; } = new(
        "sign-in-unavailable", "Signing in is not possible right now",
        "The sign-in service does not answer. Your account and your apps are not affected. Try again in a moment.",
        MessageIcon.Broken, TryAgain, SignInAddress);

    public static Message SignInDenied { get; } = new(
        "sign-in-denied", "You did not sign in",
        "Signing in was stopped at the sign-in service. To see your connected apps, sign in.",
        MessageIcon.Lock, SignIn, SignInAddress);

    public static Message SignInFailed { get; } = new(
        "sign-in-failed", "Signing in did not work",
        "It may have taken too long, or was begun in another tab. Please start again.",
        MessageIcon.Broken, TryAgain, SignInAddress);

    public static Message DatabaseAway { get; } = new(
        "database-away", StateText.FailedTitle, StateText.FailedText, MessageIcon.Broken, StateText.Retry);

    public static Message SignInNotPossible { get; } = new(
        "sign-in-database", "Signing in is not possible right now",
        "Our database does not answer. Your account and your apps are not affected. Try again in a moment.",
        MessageIcon.Broken, TryAgain, SignInAddress);

    public static Message Suspended { get; } = new(
        "suspended", "You cannot sign in here at present",
        "Whoever runs this service has suspended your access to this page, and your sessions here have ended. Your "
        + "connected apps were not changed by that. If you think it is a mistake, ask them.",
        MessageIcon.Lock);

    public static Message NotFresh { get; } = new(
        "sign-in-not-fresh", "We have to be sure that it is you",
        "For what you were about to do you have to sign in again, and the sign-in service did not ask you to. Nothing "
        + "was changed. Please try again; if it happens again, tell whoever runs this service.",
        MessageIcon.Lock, ToTheApps);

    public static Message SignedOut { get; } = new(
        "signed-out", "You are signed out",
        "Your session here has ended. On a shared computer, close the browser as well.",
        MessageIcon.Done, "Sign in again", SignInAddress);

    public static Message ForStatus(int status) => status switch
    {
        StatusCodes.Status404NotFound => NotFound,
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => NoPermission,
        StatusCodes.Status503ServiceUnavailable => SignInUnavailable,
        >= 400 and < 500 => BadRequest,
        _ => Error,
    };

    public static Message ForSignIn(string? problem) => problem switch
    {
        "denied" => SignInDenied,
        "unreachable" => SignInUnavailable,
        "database" => SignInNotPossible,
        "suspended" => Suspended,
        "notfresh" => NotFresh,
        _ => SignInFailed,
    };
}

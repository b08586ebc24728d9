using TokenPortal.Core.Access;

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

    public static Message SignedOut { get; } = new(
        "signed-out", "You are signed out",
        "Your session here has ended. On a shared computer, close the browser as well.",
        MessageIcon.Done, "Sign in again", SignInAddress);

    public static Message Suspended { get; } = new(
        "suspended", "Your access is suspended",
        "You cannot use this portal for now. Your apps are not affected. Ask whoever runs this service.",
        MessageIcon.Lock);

    public static Message SupportEnded { get; } = new(
        "support-ended", "The support session is over",
        "Its time is up, or somebody ended it. You see nothing of this account any more. Go back with the button at the "
        + "top of the page.", MessageIcon.Done);

    public static Message InSupport { get; } = new(
        "in-support", "This page waits until you are done",
        "You are in a support session. End it first, with the button at the top of the page.", MessageIcon.Lock);

    public static Message ReadOnly { get; } = new(
        "read-only", "Not in a support session",
        "Only the person whose account this is can do that.", MessageIcon.Lock);

    /// <summary>Why a whole page is not shown.</summary>
    public static Message ForRefusal(Refusal reason) => reason switch
    {
        Refusal.Suspended => Suspended,
        Refusal.SupportEnded => SupportEnded,
        Refusal.InSupport => InSupport,
        Refusal.ReadOnly => ReadOnly,
        Refusal.NotFound => NotFound,
        _ => NoPermission,
    };

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
        _ => SignInFailed,
    };
}

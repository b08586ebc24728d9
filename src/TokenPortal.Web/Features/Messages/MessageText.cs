using TokenPortal.Core.Access;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Messages;

/// <summary>A whole page that says one thing.</summary>
/// <param name="Name">For tests and style: which message this is.</param>
/// <param name="ActionAddress">Relative to the portal's base.</param>
public sealed record Message(
    string Name, string Title, string Text, string Icon, string? ActionText = null, string ActionAddress = "./");

/// <summary>The words of pages that say one thing.</summary>
internal static class MessageText
{
    private const string SignInAddress = "signin";

    private static readonly Words Words = new(typeof(MessageText));

    public static Message NotFound => new(
        "not-found", Words.Text("NotFoundTitle"), Words.Text("NotFoundText"), MessageIcon.Compass, ToTheApps);

    public static Message NoPermission => new(
        "no-permission", Words.Text("NoPermissionTitle"), Words.Text("NoPermissionText"), MessageIcon.Lock, ToTheApps);

    public static Message Error => new(
        "error", Words.Text("ErrorTitle"), Words.Text("ErrorText"), MessageIcon.Broken, TryAgain);

    public static Message BadRequest => new(
        "bad-request", Words.Text("BadRequestTitle"), Words.Text("BadRequestText"), MessageIcon.Broken, ToTheApps);

    public static Message SignInUnavailable => new(
        "sign-in-unavailable", Words.Text("SignInNotPossibleTitle"), Words.Text("SignInUnavailableText"),
        MessageIcon.Broken, TryAgain, SignInAddress);

    public static Message SignInDenied => new(
        "sign-in-denied", Words.Text("SignInDeniedTitle"), Words.Text("SignInDeniedText"),
        MessageIcon.Lock, SignIn, SignInAddress);

    public static Message SignInFailed => new(
        "sign-in-failed", Words.Text("SignInFailedTitle"), Words.Text("SignInFailedText"),
        MessageIcon.Broken, TryAgain, SignInAddress);

    public static Message DatabaseAway => new(
        "database-away", StateText.FailedTitle, StateText.FailedText, MessageIcon.Broken, StateText.Retry);

    public static Message SignInNotPossible => new(
        "sign-in-database", Words.Text("SignInNotPossibleTitle"), Words.Text("SignInNotPossibleText"),
        MessageIcon.Broken, TryAgain, SignInAddress);

    public static Message Suspended => new(
        "suspended", Words.Text("SuspendedTitle"), Words.Text("SuspendedText"), MessageIcon.Lock);

    public static Message NotFresh => new(
        "sign-in-not-fresh", Words.Text("NotFreshTitle"), Words.Text("NotFreshText"), MessageIcon.Lock, ToTheApps);

    public static Message SignedOut => new(
        "signed-out", Words.Text("SignedOutTitle"), Words.Text("SignedOutText"),
        MessageIcon.Done, RefusalText.SignInAgain, SignInAddress);

    public static Message SupportEnded => new(
        "support-ended", Words.Text("SupportEndedTitle"), Words.Text("SupportEndedText"), MessageIcon.Done);

    public static Message InSupport => new(
        "in-support", Words.Text("InSupportTitle"), Words.Text("InSupportText"), MessageIcon.Lock);

    public static Message ReadOnly => new(
        "read-only", Words.Text("ReadOnlyTitle"), Words.Text("ReadOnlyText"), MessageIcon.Lock);

    private static string TryAgain => Words.Text();

    private static string ToTheApps => Words.Text();

    private static string SignIn => Words.Text();

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
        "database" => SignInNotPossible,
        "suspended" => Suspended,
        "notfresh" => NotFresh,
        _ => SignInFailed,
    };
}

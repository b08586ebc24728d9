using TokenPortal.Core.Access;

namespace TokenPortal.Web.Features.Shared;

/// <summary>Why something was not done, to the person who wanted it.</summary>
internal static class RefusalText
{
    public const string SignInAgain = "Sign in again";

    public static string Sentence(Refusal reason) => reason switch
    {
        Refusal.SignedOut => "Your session here has ended. Nothing was changed. Sign in again to go on.",
        Refusal.Suspended => "Your access to this portal was suspended. Nothing was changed. Ask whoever runs this service.",
        Refusal.NoPermission => "Your account may not do this. Nothing was changed.",
        Refusal.SupportEnded => "The support session is over. Nothing was changed.",
        Refusal.ReadOnly => "In a support session you can look, and remove single apps. Nothing was changed.",
        Refusal.InSupport => "End the support session first. Nothing was changed.",
        Refusal.NeedsFreshSignIn =>
            "To be sure that it is you, please sign in again, then repeat this. Nothing was changed.",
        Refusal.SignInTimeUnknown =>
            "The sign-in service does not tell us when you signed in, so this cannot be allowed. Nothing was changed. "
            + "Whoever runs this service can set that up.",
        _ => "There is no such thing here. Nothing was changed.",
    };
}

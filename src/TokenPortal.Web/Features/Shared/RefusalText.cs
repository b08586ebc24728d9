using TokenPortal.Core.Access;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Shared;

/// <summary>Why something was not done, to the person who wanted it.</summary>
internal static class RefusalText
{
    private static readonly Words Words = new(typeof(RefusalText));

    public static string SignInAgain => Words.Text();

    public static string Sentence(Refusal reason) => reason switch
    {
        Refusal.SignedOut => Words.Text("SignedOut"),
        Refusal.Suspended => Words.Text("Suspended"),
        Refusal.NoPermission => Words.Text("NoPermission"),
        Refusal.SupportEnded => Words.Text("SupportEnded"),
        Refusal.ReadOnly => Words.Text("ReadOnly"),
        Refusal.InSupport => Words.Text("InSupport"),
        Refusal.NeedsFreshSignIn => Words.Text("NeedsFreshSignIn"),
        Refusal.SignInTimeUnknown => Words.Text("SignInTimeUnknown"),
        _ => Words.Text("NotFound"),
    };
}

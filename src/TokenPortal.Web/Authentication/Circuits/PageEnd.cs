using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>Why a page is over before it was closed.</summary>
internal enum PageEnd
{
    /// <summary>The session was ended, or its time is over.</summary>
    SignedOut,

    /// <summary>An operator has suspended the person.</summary>
    Suspended,

    /// <summary>The browser has another session by now, or other rights: the page is loaded anew under those.</summary>
    Reload,

    /// <summary>The page's own form ended the session and is leading the browser on: nothing is done, and nothing drawn.</summary>
    Leaving,
}

internal static class PageEndExtensions
{
    /// <summary>
    /// Where a page goes that is over. Not to the issuer, which might sign in again without a question whoever has just
    /// been signed out.
    /// </summary>
    public static string Address(this PageEnd end, NavigationManager navigation) => end switch
    {
        PageEnd.SignedOut => SessionEndpoints.SignedOutPath[1..],
        PageEnd.Suspended => SessionEndpoints.ProblemPath(SignInProblem.Suspended)[1..],
        _ => navigation.Uri,
    };
}

using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using OpenIddict.Abstractions;

namespace TokenPortal.Authority.Pages;

/// <summary>What people see instead of a page that cannot be shown.</summary>
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class ErrorModel : PageModel
{
    public string Headline { get; private set; } = "";

    public string Explanation { get; private set; } = "";

    /// <summary>What the app's developer needs to know; null when no app is to blame.</summary>
    public OpenIddictResponse? Technical { get; private set; }

    public void OnGet() => Explain();

    public void OnPost() => Explain();

    private void Explain()
    {
        // Opened as an address of its own, the page has nothing to report.
        if (Response.StatusCode == StatusCodes.Status200OK)
        {
            Response.StatusCode = StatusCodes.Status404NotFound;
        }

        Technical = HttpContext.GetOpenIddictServerResponse() is { Error.Length: > 0 } response ? response : null;
        (Headline, Explanation) = (Response.StatusCode, Technical) switch
        {
            (_, not null) => ("The app asked in a way we cannot accept",
                "Nothing was shared with it. Go back to the app and try again; if this page returns, tell its makers."),
            (StatusCodes.Status404NotFound, _) => ("There is no such page",
                "The address may be mistyped, or the page has moved."),
            (StatusCodes.Status503ServiceUnavailable, _) => ("We cannot answer right now",
                "Our records are out of reach for a moment. Wait a little, then try again."),
            ( >= StatusCodes.Status500InternalServerError, _) => ("Something went wrong on our side",
                "It has been written down. Trying again may help."),
            _ => ("This page was open for too long",
                "For your safety its form no longer works. Go back to the app and start again."),
        };
    }
}

using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;

namespace TokenPortal.Authority.Pages;

/// <summary>Asks for the password and starts the session, then lets the waiting app go on.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
internal sealed class SignInModel(
    Accounts accounts,
    SignInThrottle throttle,
    WaitingClients clients,
    TimeProvider clock,
    IOptions<AuthorityOptions> options) : PageModel
{
    [BindProperty]
    [MaxLength(320)]
    public string Email { get; set; } = "";

    [BindProperty]
    [MaxLength(1000)]
    public string Password { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    public WaitingClient? Waiting { get; private set; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string? Fault { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        Email = Waiting?.LoginHint ?? "";
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await ShowAsync(cancellationToken);
        var address = HttpContext.Connection.RemoteIpAddress;
        if (throttle.IsExhausted(address, Email))
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Fault = "Too many attempts. Wait five minutes, then try again.";
            return Page();
        }

        var user = ModelState.IsValid ? await accounts.VerifyAsync(Email, Password, cancellationToken) : null;
        if (user is null)
        {
            throttle.CountFailure(address, Email);
            // One sentence for both, so that nobody learns who has an account here.
            Fault = "That email address and password do not match an account.";
            return Page();
        }

        await Session.StartAsync(HttpContext, user, clock.GetUtcNow());
        return Url.IsLocalUrl(ReturnUrl)
            ? LocalRedirect(ReturnUrl)
            : Redirect(options.Value.PortalAddress!.AbsoluteUri);
    }

    private async Task ShowAsync(CancellationToken cancellationToken)
    {
        Waiting = await clients.FindAsync(ReturnUrl, Request.PathBase, cancellationToken);
        HttpContext.ContentPolicy().LeadsTo(Waiting?.RedirectUri ?? options.Value.PortalAddress!);
    }
}

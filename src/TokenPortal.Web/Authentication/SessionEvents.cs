using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Authentication;

/// <summary>Ends sessions that come from another issuer, and those that a new sign-in replaces.</summary>
internal sealed class SessionEvents(IConfiguration configuration, ISessions sessions)
{
    public void Attach(CookieAuthenticationEvents events)
    {
        events.OnValidatePrincipal = async context =>
        {
            if (MayContinue(context)) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        };
        events.OnSignedIn = context => EndReplacedAsync(context.HttpContext);
        events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    // Whether it still lives was asked when it was read.
    private bool MayContinue(CookieValidatePrincipalContext context) =>
        context.Principal?.FindFirst(SessionClaims.Issuer)?.Value == IdentitySettings.Issuer(configuration);

    /// <summary>Ends the session that the request came with, after a new one was begun in this browser.</summary>
    private async Task EndReplacedAsync(HttpContext context)
    {
        var previous = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (previous.Principal is not { } principal
            || SessionClaims.SessionOf(principal) is not { } session
            || previous.Properties?.Items.TryGetValue(SessionTickets.SubjectItem, out var subject) is not true
            || subject is null)
        {
            return;
        }

        await sessions.EndAsync(subject, session, SessionEnd.Replaced, CancellationToken.None);
        // Once the browser has the new key: a page that reloads before comes with the old one.
        context.Response.OnCompleted(() => sessions.TellAsync(subject));
    }
}

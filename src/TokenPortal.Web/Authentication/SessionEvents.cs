using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace TokenPortal.Web.Authentication;

/// <summary>Ends sessions that are too old or come from another issuer.</summary>
internal sealed class SessionEvents(IConfiguration configuration, TimeProvider time)
{
    public static readonly TimeSpan IdleLimit = TimeSpan.FromHours(1);
    public static readonly TimeSpan AbsoluteLimit = TimeSpan.FromHours(8);

    private const string StartedAt = "portal.started_at";

    public void Attach(CookieAuthenticationEvents events)
    {
        events.OnSigningIn = context =>
        {
            context.Properties.Items[StartedAt] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        };
        events.OnValidatePrincipal = async context =>
        {
            if (MayContinue(context)) return;
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
        };
        events.OnRedirectToAccessDenied = context =>
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }

    // The idle limit is the cookie's own; this one does not move when the cookie is renewed.
    private bool MayContinue(CookieValidatePrincipalContext context) =>
        context.Properties.Items.TryGetValue(StartedAt, out var text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var startedAt)
        && time.GetUtcNow() - startedAt < AbsoluteLimit
        && context.Principal?.FindFirst(SessionClaims.Issuer)?.Value == IdentitySettings.Issuer(configuration);
}

using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using TokenPortal.Authority.Database;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.SignIn;

/// <summary>Who is signed in at this server in this browser, and when the password was entered.</summary>
internal sealed record Session(string Subject, DateTimeOffset AuthenticatedAt)
{
    public const string CookieName = "as.session";

    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;

    public static async Task<Session?> ReadAsync(HttpContext context)
    {
        var ticket = await context.AuthenticateAsync(Scheme);
        return ticket.Principal?.FindFirst(Claims.Subject)?.Value is { } subject
            && long.TryParse(
                ticket.Principal.FindFirst(Claims.AuthenticationTime)?.Value,
                NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? new Session(subject, DateTimeOffset.FromUnixTimeSeconds(seconds))
            : null;
    }

    public static Task StartAsync(HttpContext context, User user, DateTimeOffset now)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(Claims.Subject, user.Subject),
                new Claim(
                    Claims.AuthenticationTime,
                    now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    ClaimValueTypes.Integer64),
            ],
            Scheme, Claims.Subject, Claims.Role);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }
}

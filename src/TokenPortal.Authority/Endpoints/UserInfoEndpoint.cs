using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using TokenPortal.Authority.Consents;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Endpoints;

/// <summary>The UserInfo endpoint (OpenID Connect Core 1.0 section 5.3): present data, by the token's scopes.</summary>
internal static class UserInfoEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapUserInfoEndpoint(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Routes.UserInfo, [HttpMethods.Get, HttpMethods.Post], DescribeAsync);

    private static async Task<IResult> DescribeAsync(
        HttpContext context, Accounts accounts, CancellationToken cancellationToken)
    {
        var ticket = await context.AuthenticateAsync(Scheme);
        var subject = ticket.Principal?.GetClaim(Claims.Subject);
        var user = subject is null ? null : await accounts.FindAsync(subject, cancellationToken);
        if (user is null)
        {
            return Results.Challenge(NoPerson, [Scheme]);
        }

        var all = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [Claims.Subject] = user.Subject,
            [Claims.Name] = user.Name,
            [Claims.PreferredUsername] = user.Email,
            [Claims.Email] = user.Email,
        };
        if (user.Roles.Count > 0)
        {
            all[Claims.Role] = user.Roles;
        }

        var visible = all.Where(claim =>
            UserIdentity.ScopeOf(claim.Key) is not { } scope || ticket.Principal!.HasScope(scope));
        return Results.Ok(visible.ToDictionary());
    }

    private static AuthenticationProperties NoPerson => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidToken,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The token does not stand for a person.",
    });
}

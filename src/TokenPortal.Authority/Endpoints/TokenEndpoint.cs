using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using TokenPortal.Authority.Consents;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Endpoints;

/// <summary>The token endpoint (RFC 6749 section 3.2): OpenIddict checked the request, this fills the tokens.</summary>
internal static class TokenEndpoint
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapTokenEndpoint(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Routes.Token, ExchangeAsync);

    private static async Task<IResult> ExchangeAsync(
        HttpContext context,
        Accounts accounts,
        IOpenIddictApplicationManager applications,
        IOpenIddictScopeManager scopes,
        CancellationToken cancellationToken)
    {
        var request = context.GetOpenIddictServerRequest()
            ?? throw new InvalidOperationException("The token endpoint was reached past OpenIddict.");
        var identity = request.IsClientCredentialsGrantType()
            ? await ForMachineAsync(request, applications, cancellationToken)
            : await ForPersonAsync(context, request, accounts, cancellationToken);
        if (identity is null)
        {
            return Results.Forbid(Gone, [Scheme]);
        }

        identity.SetResources(await scopes.ListResourcesAsync(identity.GetScopes(), cancellationToken)
            .ToListAsync(cancellationToken));
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: Scheme);
    }

    private static async Task<ClaimsIdentity> ForMachineAsync(
        OpenIddictRequest request, IOpenIddictApplicationManager applications, CancellationToken cancellationToken)
    {
        var application = await applications.FindByClientIdAsync(request.ClientId!, cancellationToken)
            ?? throw new InvalidOperationException("The client that asks for a token has no registration.");
        var identity = new ClaimsIdentity(
            TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, request.ClientId)
            .SetClaim(Claims.Name, await applications.GetDisplayNameAsync(application, cancellationToken))
            .SetScopes(request.GetScopes())
            .SetDestinations(static _ => [Destinations.AccessToken]);
        return identity;
    }

    private static async Task<ClaimsIdentity?> ForPersonAsync(
        HttpContext context, OpenIddictRequest request, Accounts accounts, CancellationToken cancellationToken)
    {
        var ticket = await context.AuthenticateAsync(Scheme);
        var granted = ticket.Principal
            ?? throw new InvalidOperationException("OpenIddict let a request without a grant through.");
        var user = await accounts.FindAsync(granted.GetClaim(Claims.Subject)!, cancellationToken);
        if (user is null)
        {
            return null;
        }

        var identity = new ClaimsIdentity(
            granted.Claims, TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        UserIdentity.Refresh(identity, user, Wanted(request, granted.GetScopes()));
        return identity;
    }

    // RFC 6749 section 6: a refresh may ask for less than the grant; these tokens then say less.
    private static ImmutableArray<string> Wanted(OpenIddictRequest request, ImmutableArray<string> granted) =>
        request.IsRefreshTokenGrantType() && request.GetScopes() is { Length: > 0 } asked
            ? [.. granted.Intersect(asked)]
            : granted;

    private static AuthenticationProperties Gone => new(new Dictionary<string, string?>
    {
        [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant,
        [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = "The account no longer exists.",
    });
}

using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using TokenPortal.Authority.Database;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Consents;

/// <summary>What tokens say about a person, and which of it each kind of token may say.</summary>
internal static class UserIdentity
{
    /// <summary>A new identity for a grant of <paramref name="scopes"/>.</summary>
    public static ClaimsIdentity Create(User user, DateTimeOffset authenticatedAt, ImmutableArray<string> scopes)
    {
        var identity = new ClaimsIdentity(
            TokenValidationParameters.DefaultAuthenticationType, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.AuthenticationTime, authenticatedAt.ToUnixTimeSeconds());
        identity.SetScopes(scopes);
        Refresh(identity, user, scopes);
        return identity;
    }

    /// <summary>Writes the account's present data over what an earlier token said.</summary>
    public static void Refresh(ClaimsIdentity identity, User user, ImmutableArray<string> scopes)
    {
        identity.SetClaim(Claims.Subject, user.Subject)
            .SetClaim(Claims.Name, user.Name)
            .SetClaim(Claims.PreferredUsername, user.Email)
            .SetClaim(Claims.Email, user.Email)
            .SetClaims(Claims.Role, [.. user.Roles]);
        identity.SetDestinations(claim => Destinations(claim.Type, scopes));
    }

    /// <summary>The scope that lets an app see a claim; null for those that every app may see.</summary>
    public static string? ScopeOf(string claimType) => claimType switch
    {
        Claims.Name or Claims.PreferredUsername => Scopes.Profile,
        Claims.Email => Scopes.Email,
        Claims.Role => Scopes.Roles,
        _ => null,
    };

    private static IEnumerable<string> Destinations(string claimType, ImmutableArray<string> scopes)
    {
        if (claimType == Claims.Subject)
        {
            return [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken];
        }

        if (claimType == Claims.AuthenticationTime)
        {
            return [OpenIddictConstants.Destinations.IdentityToken];
        }

        return ScopeOf(claimType) is { } scope && scopes.Contains(scope)
            ? [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken]
            : [];
    }
}

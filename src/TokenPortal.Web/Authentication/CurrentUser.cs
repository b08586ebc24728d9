using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Access;

namespace TokenPortal.Web.Authentication;

/// <summary>The person who looks at the page.</summary>
/// <param name="Subject">The subject under which the authorization server keeps this person's grants.</param>
/// <param name="Label">What to call them: a name, else an address.</param>
public sealed record CurrentUser(string Subject, string Label, string? Email)
{
    internal static CurrentUser? From(ClaimsPrincipal principal, PortalOptions options)
    {
        if (principal.Identity is not { IsAuthenticated: true }) return null;
        if (Value(options.SubjectClaim) is not { } subject) return null;

        var email = Value(SessionClaims.Email) ?? Value(SessionClaims.UserName);
        return new CurrentUser(subject, Value(SessionClaims.Name) ?? email ?? subject, email);

        string? Value(string type) =>
            principal.FindFirst(type)?.Value is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
    }
}

/// <summary>The one place that turns claims into the current user, in requests and in circuits.</summary>
public sealed class CurrentUserSource(AuthenticationStateProvider authentication, IOptions<PortalOptions> options)
{
    /// <summary>The signed-in person, or null.</summary>
    public async Task<CurrentUser?> GetAsync()
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return CurrentUser.From(state.User, options.Value);
    }

    /// <summary>Who asks, for Core, which decides by it what they may; null when nobody is signed in.</summary>
    public async Task<Caller?> GetCallerAsync()
    {
        var principal = (await authentication.GetAuthenticationStateAsync()).User;
        return CurrentUser.From(principal, options.Value) is { } user
            && SessionClaims.SessionOf(principal) is { } session
                ? new Caller(session, user.Subject)
                : null;
    }
}

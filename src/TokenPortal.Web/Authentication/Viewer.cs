using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Access;

namespace TokenPortal.Web.Authentication;

/// <summary>Who looks at a page, and at whose.</summary>
/// <param name="Caller">What Core is asked with: the account is the supported person's in a support session.</param>
/// <param name="User">The person who is signed in.</param>
/// <param name="Support">The support session that this sign-in is in, live or over; null on one's own page.</param>
/// <param name="Roles">For what a page offers; what a role allows is asked of the database.</param>
public sealed record Viewer(
    Caller Caller, CurrentUser User, SupportClaims? Support, IReadOnlyList<string> Roles)
{
    /// <summary>Null when nobody is signed in.</summary>
    internal static Viewer? From(ClaimsPrincipal principal, PortalOptions options)
    {
        if (CurrentUser.From(principal, options) is not { } user) return null;
        if (SessionClaims.SessionOf(principal) is not { } session) return null;

        var support = SupportClaims.From(principal);
        return new Viewer(
            new Caller(session, support?.Account ?? user.Subject), user, support,
            [.. principal.FindAll(options.RoleClaim).Select(claim => claim.Value)]);
    }
}

/// <summary>A support session as the sign-in knows it. Whether it still runs is asked of the database at each step.</summary>
/// <param name="AccountLabel">What to call the person whose page it is.</param>
public sealed record SupportClaims(Guid Id, string Account, string AccountLabel, DateTimeOffset EndsAt)
{
    private const string IdType = "portal_support";
    private const string AccountType = "portal_support_account";
    private const string LabelType = "portal_support_label";
    private const string EndsAtType = "portal_support_ends_at";

    public static SupportClaims? From(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(IdType)?.Value, out var id)
        && principal.FindFirst(AccountType)?.Value is { Length: > 0 } account
        && DateTimeOffset.TryParse(
            principal.FindFirst(EndsAtType)?.Value, CultureInfo.InvariantCulture, out var endsAt)
            ? new SupportClaims(id, account, principal.FindFirst(LabelType)?.Value ?? account, endsAt)
            : null;

    /// <summary>The same person in a support session; with null, out of one. Put into the row of the new session too.</summary>
    public static ClaimsPrincipal Put(
        ClaimsPrincipal principal, AuthenticationProperties properties, SupportClaims? support)
    {
        var identity = ((ClaimsIdentity)principal.Identity!).Clone();
        string[] types = [IdType, AccountType, LabelType, EndsAtType];
        foreach (var claim in identity.Claims.Where(claim => types.Contains(claim.Type)).ToList())
            identity.RemoveClaim(claim);
        if (support is null) return new ClaimsPrincipal(identity);

        properties.Items[SessionTickets.SupportSessionItem] = support.Id.ToString();
        identity.AddClaim(new Claim(IdType, support.Id.ToString()));
        identity.AddClaim(new Claim(AccountType, support.Account));
        identity.AddClaim(new Claim(LabelType, support.AccountLabel));
        identity.AddClaim(new Claim(EndsAtType, support.EndsAt.ToString("O", CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>Who looks, for components.</summary>
public sealed class ViewerSource(AuthenticationStateProvider authentication, IOptions<PortalOptions> options)
{
    /// <summary>Null when nobody is signed in.</summary>
    public async Task<Viewer?> GetAsync() =>
        Viewer.From((await authentication.GetAuthenticationStateAsync()).User, options.Value);
}

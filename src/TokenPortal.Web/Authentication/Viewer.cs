using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using TokenPortal.Core.Access;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.Web.Authentication;

/// <summary>Who looks at a page, and at whose.</summary>
/// <param name="Caller">What Core is asked with: the account is the supported person's in a support session.</param>
/// <param name="User">The person who is signed in.</param>
/// <param name="Support">The support session that this sign-in is in, live or over; null on one's own page.</param>
public sealed record Viewer(Caller Caller, CurrentUser User, SupportClaims? Support);

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

    /// <summary>The same person in a support session; with null, out of one.</summary>
    public static ClaimsPrincipal Put(ClaimsPrincipal principal, SupportClaims? support)
    {
        var identity = ((ClaimsIdentity)principal.Identity!).Clone();
        string[] types = [IdType, AccountType, LabelType, EndsAtType];
        foreach (var claim in identity.Claims.Where(claim => types.Contains(claim.Type)).ToList())
            identity.RemoveClaim(claim);
        if (support is null) return new ClaimsPrincipal(identity);

        identity.AddClaim(new Claim(IdType, support.Id.ToString()));
        identity.AddClaim(new Claim(AccountType, support.Account));
        identity.AddClaim(new Claim(LabelType, support.AccountLabel));
        identity.AddClaim(new Claim(EndsAtType, support.EndsAt.ToString("O", CultureInfo.InvariantCulture)));
        return new ClaimsPrincipal(identity);
    }
}

/// <summary>The one place that says whose page it is, in requests and in circuits.</summary>
public sealed class ViewerSource(CurrentUserSource users, AuthenticationStateProvider authentication)
{
    /// <summary>Null when nobody is signed in.</summary>
    public async Task<Viewer?> GetAsync()
    {
        if (await users.GetAsync() is not { } user || await users.GetCallerAsync() is not { } own) return null;

        var support = SupportClaims.From((await authentication.GetAuthenticationStateAsync()).User);
        return new Viewer(support is null ? own : own with { Account = support.Account }, user, support);
    }
}

using System.Globalization;
using System.Security.Claims;

namespace TokenPortal.Web.Authentication;

/// <summary>What the portal keeps of an identity token: who it is, and nothing that opens anything.</summary>
internal static class SessionClaims
{
    public const string Name = "name";
    public const string UserName = "preferred_username";
    public const string Email = "email";
    public const string AuthenticatedAt = "auth_time";

    /// <summary>The configured issuer of this sign-in: a session outlives no change of issuer.</summary>
    public const string Issuer = "portal_issuer";

    /// <summary>The public handle of the session (portal.sessions), put in when its key was found in the database.</summary>
    public const string Session = "portal_session";

    public static ClaimsIdentity Reduce(ClaimsIdentity full, PortalOptions options, string issuer)
    {
        HashSet<string> kept = [options.SubjectClaim, options.RoleClaim, Name, UserName, Email, AuthenticatedAt];
        var reduced = new ClaimsIdentity(full.AuthenticationType, Name, options.RoleClaim);
        reduced.AddClaims(full.Claims.Where(claim => kept.Contains(claim.Type)));
        reduced.AddClaim(new Claim(Issuer, issuer));
        return reduced;
    }

    public static Guid? SessionOf(ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(Session)?.Value, out var session) ? session : null;

    /// <summary>When the person proved who they are (OpenID Connect Core section 2); null if the issuer does not say.</summary>
    public static DateTimeOffset? AuthenticatedAtOf(ClaimsPrincipal principal) =>
        long.TryParse(principal.FindFirst(AuthenticatedAt)?.Value, NumberStyles.None, CultureInfo.InvariantCulture,
            out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : null;
}

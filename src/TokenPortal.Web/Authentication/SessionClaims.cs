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

    public static ClaimsIdentity Reduce(ClaimsIdentity full, PortalOptions options, string issuer)
    {
        HashSet<string> kept = [options.SubjectClaim, options.RoleClaim, Name, UserName, Email, AuthenticatedAt];
        var reduced = new ClaimsIdentity(full.AuthenticationType, Name, options.RoleClaim);
        reduced.AddClaims(full.Claims.Where(claim => kept.Contains(claim.Type)));
        reduced.AddClaim(new Claim(Issuer, issuer));
        return reduced;
    }
}

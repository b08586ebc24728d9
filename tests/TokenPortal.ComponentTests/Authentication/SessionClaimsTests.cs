using System.Security.Claims;
using TokenPortal.Web;
using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class SessionClaimsTests
{
    private static readonly PortalOptions Options = new() { SubjectClaim = "oid", RoleClaim = "roles" };

    private readonly ClaimsIdentity _full = new(
        [new("oid", "o1"), new("sub", "s1"), new("name", "Ann"), new("roles", "portal-admin"), new("oi_tkn_id", "t")],
        "test");

    [Fact]
    public void Reduce_IdentityToken_KeepsWhoItIsAndNothingElse() => Assert.Equal(
        ["oid", "name", "roles", "portal_issuer"],
        SessionClaims.Reduce(_full, Options, "https://issuer").Claims.Select(claim => claim.Type));

    [Fact]
    public void From_SubjectClaimSetting_DecidesWhoItIs()
    {
        var principal = new ClaimsPrincipal(SessionClaims.Reduce(_full, Options, "https://issuer"));

        Assert.Equal("o1", CurrentUser.From(principal, Options)?.Subject);
        Assert.True(principal.IsInRole("portal-admin"));
    }

    [Fact]
    public void From_NoSubject_IsNobody() => Assert.Null(
        CurrentUser.From(new ClaimsPrincipal(new ClaimsIdentity([new("name", "Ann")], "test")), Options));

    [Fact]
    public void From_NotAuthenticated_IsNobody() =>
        Assert.Null(CurrentUser.From(new ClaimsPrincipal(new ClaimsIdentity([new("oid", "o1")])), Options));
}

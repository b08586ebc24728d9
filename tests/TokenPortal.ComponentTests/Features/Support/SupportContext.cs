using System.Security.Claims;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.ComponentTests.Features.Support;

/// <summary>The portal's parts with support access behind them.</summary>
public abstract class SupportContext : PortalContext
{
    protected static readonly SupportedPerson Ben = new(
        "subject-2", "Ben Brook", "ben@example.com", IsUser: true, new(SupportChoice.WithReason, null, IsFixed: false));

    protected static BreakGlassRequest Request(string requester, bool? approved = null) => new(
        Guid.NewGuid(), requester, $"The {requester}", Ben.Subject, Ben.Name, SupportReasons.LostDevice, "4711",
        "Phone left on a train", 30, Apps.Now, Apps.Now.AddMinutes(10), approved);

    protected static SupportSession Running(Guid? id = null) => new(
        id ?? Guid.NewGuid(), "staff-1", "Sue Stone", Subject, "Ann Archer", SupportReasons.LostDevice, "4711", null,
        Apps.Now, Apps.Now.AddMinutes(30), null, null, IsBreakGlass: false);

    /// <summary>The person who is signed in looks at Ben's page.</summary>
    protected void EnterSupport(TimeSpan left) => Authorization.SetClaims(
        new Claim("sub", Subject), new Claim("name", "Ann Archer"), new Claim("portal_session", Session.ToString()),
        new Claim("portal_support", Guid.NewGuid().ToString()), new Claim("portal_support_account", Ben.Subject),
        new Claim("portal_support_label", Ben.Name!), new Claim("portal_support_ends_at", (Apps.Now + left).ToString("O")));
}

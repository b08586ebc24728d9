using System.Security.Claims;
using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Features.OneApp;

/// <summary>The page of Mail Mate, which is signed in on a phone and in a browser.</summary>
public abstract class OneAppContext : PortalContext
{
    protected OneAppContext()
    {
        Grants.Apps.Add(Apps.Named("Mail Mate") with { RefreshTokens = 2 });
        Grants.Devices.AddRange([Details.Device(1, "Ann's phone"), Details.Device(2, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")]);
    }

    protected void Change(Func<ConnectedApp, ConnectedApp> change) => Grants.Apps[0] = change(Grants.Apps[0]);

    protected IRenderedComponent<Surroundings> Open() => RenderApp(Apps.Key("Mail Mate").ToString());

    /// <summary>The person who is signed in looks at Ben's page.</summary>
    protected void EnterSupport() => Authorization.SetClaims(
        new Claim("sub", Subject), new Claim("name", "Ann Archer"), new Claim("portal_session", Session.ToString()),
        new Claim("portal_support", Guid.NewGuid().ToString()), new Claim("portal_support_account", "subject-2"),
        new Claim("portal_support_label", "Ben Brook"),
        new Claim("portal_support_ends_at", Apps.Now.AddMinutes(30).ToString("O")));

    protected static void Ask(IRenderedComponent<Surroundings> page, string button)
    {
        // Not awaited: the click is over when the question is answered.
        page.Find(button).Click();
        page.WaitForElement(".mud-dialog");
    }

    protected static void AskAndConfirm(IRenderedComponent<Surroundings> page, string button)
    {
        Ask(page, button);
        page.Find("[data-action=confirm]").Click();
    }

    protected static string Permission(string scope) => $"[data-permission='{scope}'] [data-action=remove-permission]";
}

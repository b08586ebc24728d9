using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Features.Takeover;

namespace TokenPortal.ComponentTests.Features.Takeover;

public sealed class TakeoverPageTests : PortalContext
{
    public TakeoverPageTests()
    {
        Grants.Apps.AddRange([Apps.Named("Mail Mate"), Apps.Named("Workspace", AppStanding.FirstParty)]);
        Sessions.Listed.AddRange([SignIn(Session), SignIn(Guid.NewGuid())]);
    }

    [Fact]
    public void Page_Opened_ExplainsAndDoesNothing()
    {
        var page = RenderInLayout<TakeoverPage>();

        Assert.Equal("Someone has my account", page.Find("h1").TextContent);
        Assert.Empty(page.FindAll("[data-next]"));
        Assert.Equal((0, 2), (Grants.Revokes, Sessions.Listed.Count));
    }

    [Fact]
    public void Rescue_Clicked_EndsAppsAndOtherSessionsAndSaysWhatIsNext()
    {
        var page = Rescue();

        Assert.Equal(AppStanding.FirstParty, Assert.Single(Grants.Apps).Standing);
        Assert.Equal(Session, Assert.Single(Sessions.Listed).Id);
        Assert.StartsWith("Access removed for all apps", page.Find("[data-apps]").TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(page.Find("[data-sessions]").TextContent);
        Assert.Equal(6, page.FindAll("[data-next] li").Count);
        Assert.Equal(Subject, Sessions.LastActor?.Id);
    }

    [Fact]
    public void Rescue_SignedInLongAgo_DoesNothingAndAsksForAFreshSignIn()
    {
        Grants.Refusal = Refusal.NeedsFreshSignIn;

        var page = Rescue();

        Assert.Equal(2, Sessions.Listed.Count);
        Assert.Empty(page.FindAll("[data-next]"));
        page.Find("[data-action=sign-in-again]").Click();
        Assert.Contains("fresh=true", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Rescue_AppsFail_EndsSessionsAllTheSameAndCanBeTriedAgain()
    {
        Grants.Failure = GrantStoreFailure.OutcomeUnknown;

        var page = Rescue();
        Assert.Single(Sessions.Listed);
        Assert.Single(page.FindAll("[data-problem]"));
        Grants.Failure = null;
        page.Find("[data-action=rescue]").Click();

        Assert.Single(page.FindAll("[data-done]"));
    }

    [Fact]
    public void Rescue_SessionsFail_SaysSo()
    {
        Sessions.Failure = GrantStoreFailure.NothingChanged;

        var page = Rescue();

        Assert.Single(page.FindAll("[data-problem]"));
        Assert.Empty(page.FindAll("[data-done]"));
    }

    [Fact]
    public void Rescue_ClickedTwiceAtOnce_RunsOnce()
    {
        var gate = Grants.Gate = new TaskCompletionSource();
        var page = RenderInLayout<TakeoverPage>();
        var button = page.Find("[data-action=rescue]");

        button.Click();
        button.Click();
        gate.SetResult();

        page.WaitForElement("[data-done]");
        Assert.Equal(1, Grants.Revokes);
    }

    [Fact]
    public void Page_InSupport_IsRefused()
    {
        Authorization.SetClaims(
            new Claim("sub", "staff-1"), new Claim("name", "Sue Stone"), new Claim("portal_session", Session.ToString()),
            new Claim("portal_support", Guid.NewGuid().ToString()), new Claim("portal_support_account", Subject),
            new Claim("portal_support_label", "Ann Archer"),
            new Claim("portal_support_ends_at", Apps.Now.AddMinutes(5).ToString("O", CultureInfo.InvariantCulture)));

        var page = RenderInLayout<TakeoverPage>();

        Assert.Empty(page.FindAll("[data-action=rescue]"));
        Assert.Single(page.FindAll("[data-message]"));
    }

    private IRenderedComponent<Surroundings> Rescue()
    {
        var page = RenderInLayout<TakeoverPage>();
        page.Find("[data-action=rescue]").Click();
        return page;
    }

    private static SessionSummary SignIn(Guid id) => new(
        id, Apps.Now.AddHours(-2), Apps.Now.AddMinutes(-5), Apps.Now.AddHours(6),
        new Origin("203.0.113.0/24", "Firefox on Windows"));
}

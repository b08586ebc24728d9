using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppCardTests : PortalContext
{
    [Fact]
    public void Card_LinkedApp_SaysWhoItIsAndWhatItCan()
    {
        var card = Show(app => app with { Publisher = "Mail Mate GmbH", RefreshTokens = 2 });

        Assert.Equal("Mail Mate", card.Find("h3").TextContent);
        Assert.Equal("by Mail Mate GmbH", card.Find(".publisher").TextContent);
        Assert.Equal("Has access on 2 devices", card.Find(".status").TextContent.Trim());
        Assert.Equal(
            ["Confirm that it is you when you sign in", "See your calendar"],
            card.FindAll("[data-scope]").Select(permission => permission.TextContent));
        Assert.Equal("22 Jan 2026", card.FindAll("time")[0].TextContent);
        Assert.Equal("2 days ago", card.FindAll("time")[1].TextContent);
        Assert.Equal("1 March 2026, 14:05 UTC", card.FindAll("time")[1].GetAttribute("title"));
    }

    [Fact]
    public void RemoveButton_LinkedApp_IsNamedForTheApp() => Assert.Equal(
        "Remove access for Mail Mate", Show(app => app).Find("[data-action=remove]").GetAttribute("aria-label"));

    [Fact]
    public void RemoveButton_Clicked_RaisesTheApp()
    {
        AppCardModel? raised = null;
        var card = Show(app => app, app => raised = app);

        card.Find("[data-action=remove]").Click();

        Assert.Equal("Mail Mate", raised?.Name);
    }

    [Fact]
    public void Card_NoLiveToken_SaysThatItMayComeBack()
    {
        var card = Show(app => app with { RefreshTokens = 0, AccessTokens = 0 });

        Assert.Equal("No access right now", card.Find(".status").TextContent.Trim());
        Assert.Contains("may come back without asking you", card.Find(".hint").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Card_UnusedForMonths_Hints()
    {
        var card = Show(app => app with { LastUsedAt = Apps.Now.AddDays(-140) });

        Assert.Equal("Not used for 4 months. If you no longer need it, remove it.", card.Find(".hint").TextContent);
    }

    [Fact]
    public void Card_UseNotRecorded_HintsAtWhatIsKnown()
    {
        var card = Show(app => app with { LastActivityAt = Apps.Now.AddDays(-140) });

        Assert.Equal(
            "Its access was not refreshed for 4 months. If you no longer need it, remove it.",
            card.Find(".hint").TextContent);
    }

    [Fact]
    public void Card_UseRecorded_IsCalledUsed()
    {
        var card = Show(app => app with { LastUsedAt = Apps.Now.AddHours(-3) });

        Assert.Equal("Last used", card.FindAll("dt")[1].TextContent);
        Assert.Equal("3 hours ago", card.FindAll("time")[1].TextContent);
    }

    [Fact]
    public void Card_UseNotRecorded_IsCalledRefreshed() =>
        Assert.Equal("Last refreshed", Show(app => app).FindAll("dt")[1].TextContent);

    [Fact]
    public void Card_RegistrationGone_SaysSoAndCanBeRemoved()
    {
        var card = Show(app => app with { Name = null, ClientId = null, Standing = AppStanding.Unregistered });

        Assert.Equal("Unknown app", card.Find("h3").TextContent);
        Assert.Contains("registration of this app is gone", card.Find(".hint").TextContent, StringComparison.Ordinal);
        Assert.Single(card.FindAll("[data-action=remove]"));
    }

    [Fact]
    public void Card_NameWithMarkup_IsText()
    {
        var card = Show(app => app with { Name = "<img src=x onerror=alert(1)>" });

        Assert.Equal("<img src=x onerror=alert(1)>", card.Find("h3").TextContent);
        Assert.Empty(card.FindAll("img"));
    }

    [Fact]
    public void Card_NoScopes_SaysSo() => Assert.Equal(
        "It was given no particular permission.", Show(app => app with { Scopes = [] }).Find(".none").TextContent);

    [Fact]
    public void Details_Scopes_ShowTechnicalNamesAndExplanations()
    {
        var details = Show(app => app).Find("details").TextContent;

        Assert.Contains("openid calendar.read", details, StringComparison.Ordinal);
        Assert.Contains("mail-mate", details, StringComparison.Ordinal);
        Assert.Contains("Events, invitations", details, StringComparison.Ordinal);
    }

    private IRenderedComponent<AppCard> Show(
        Func<ConnectedApp, ConnectedApp> change, Action<AppCardModel>? onRemove = null)
    {
        var app = AppCardModel.From(change(Apps.Named("Mail Mate")), Scopes.Texts, Apps.Now);
        return Render<AppCard>(parameters => parameters
            .Add(card => card.App, app)
            .Add(card => card.Now, Apps.Now)
            .Add(card => card.OnRemove, raised => onRemove?.Invoke(raised)));
    }
}

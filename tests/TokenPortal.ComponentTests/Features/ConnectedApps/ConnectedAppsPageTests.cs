using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class ConnectedAppsPageTests : PortalContext
{
    public ConnectedAppsPageTests() => Grants.Apps.AddRange(
    [
        Apps.Named("Mail Mate"),
        Apps.Named("Notes"),
        Apps.Named("Workspace", AppStanding.FirstParty),
        Apps.Named("Old Game", AppStanding.RemovedByServer),
    ]);

    [Fact]
    public void Page_Apps_AreShownByStanding()
    {
        var page = Open();

        Assert.Equal(["mail-mate", "notes"], CardsOf(page));
        Assert.Equal("workspace", page.Find("[data-section=first-party] li").GetAttribute("data-app"));
        Assert.Empty(page.FindAll("[data-section=first-party] [data-action=remove]"));
        Assert.Equal("old-game", page.Find("[data-section=past] li").GetAttribute("data-app"));
    }

    [Fact]
    public void Page_NoApps_IsEmptyAndHelps()
    {
        Grants.Apps.Clear();

        var page = Open();

        Assert.Equal("No app has access", page.Find("[data-state=empty] h2").TextContent);
    }

    [Fact]
    public void Page_DatabaseAway_SaysSoAndRecoversByItself()
    {
        Grants.Failure = GrantStoreFailure.NothingChanged;
        var page = Open();
        Assert.Single(page.FindAll("[data-state=failed]"));

        Grants.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article[data-app]").Count));
    }

    [Fact]
    public async Task Page_DatabaseAwayWhileShown_KeepsTheListAndSaysThatItIsOld()
    {
        var page = Open();
        Grants.Failure = GrantStoreFailure.NothingChanged;

        await Changes.HintAsync();

        page.WaitForElement("[data-stale]");
        Assert.Equal(2, page.FindAll("article[data-app]").Count);
    }

    [Fact]
    public async Task Page_Hint_UpdatesTheList()
    {
        var page = Open();
        Grants.Apps.RemoveAt(0);

        await Changes.HintAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("article[data-app]")));
        Assert.Equal("Mail Mate is no longer connected.", page.Find("[data-announcement]").TextContent);
    }

    [Fact]
    public void Remove_Clicked_AsksWhatWillAndWillNotHappen()
    {
        var page = Open();

        Ask(page, "mail-mate");

        Assert.Equal("Remove access for Mail Mate?", page.Find(".removal h2").TextContent);
        Assert.Contains("This takes effect at once.", page.Find(".happens").TextContent, StringComparison.Ordinal);
        Assert.Contains("already copied", page.Find(".stays").TextContent, StringComparison.Ordinal);
        Assert.Equal(0, Grants.Revokes);
    }

    [Fact]
    public void Remove_Kept_ChangesNothing()
    {
        var page = Open();
        Ask(page, "mail-mate");

        page.Find("[data-action=keep]").Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".removal")));
        Assert.Equal(0, Grants.Revokes);
        Assert.Equal(2, page.FindAll("article[data-app]").Count);
    }

    [Fact]
    public void Remove_Confirmed_ShowsAndAnnouncesTheReceipt()
    {
        var page = Open();
        Ask(page, "mail-mate");

        page.Find("[data-action=confirm]").Click();

        var receipt = page.WaitForElement("[data-receipt=mail-mate]");
        Assert.Contains("Access removed for Mail Mate", receipt.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 consent, 1 refresh token and 1 access token", receipt.TextContent, StringComparison.Ordinal);
        Assert.StartsWith(
            "Access removed for Mail Mate", page.Find("[role=status][data-announcement]").TextContent,
            StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".removal"));
        Assert.Equal(["notes"], CardsOf(page));
    }

    [Fact]
    public void Remove_ConfirmedTwiceAtOnce_RevokesOnce()
    {
        var page = Open();
        Ask(page, "mail-mate");
        Grants.Gate = new TaskCompletionSource();
        var confirm = page.Find("[data-action=confirm]");

        confirm.Click();
        confirm.Click();
        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-action=confirm]").GetAttribute("aria-disabled")));
        Grants.Gate.SetResult();

        page.WaitForElement("[data-receipt]");
        Assert.Equal(1, Grants.Revokes);
    }

    [Fact]
    public void Remove_ClickedTwiceAtOnce_AsksOnce()
    {
        var page = Open();
        var button = page.Find("[data-app=mail-mate] [data-action=remove]");

        button.Click();
        button.Click();

        page.WaitForAssertion(() => Assert.Single(page.FindAll(".removal")));
    }

    [Fact]
    public void Remove_AlreadyDoneInAnotherTab_SaysSoAndReadsAgain()
    {
        var page = Open();
        Ask(page, "mail-mate");
        Grants.Apps.RemoveAt(0);

        page.Find("[data-action=confirm]").Click();

        var notice = page.WaitForElement("[data-notice]").TextContent;
        Assert.Contains("had no access any more", notice, StringComparison.Ordinal);
        Assert.Equal(["notes"], CardsOf(page));
    }

    [Theory]
    [InlineData(GrantStoreFailure.NothingChanged, "Nothing was changed. Please try again.")]
    [InlineData(GrantStoreFailure.OutcomeUnknown,
        "We could not confirm that the access is removed. It is safe to try again.")]
    public void Remove_DatabaseFails_SaysWhatIsTrueAndCanBeTriedAgain(GrantStoreFailure failure, string message)
    {
        var page = Open();
        Ask(page, "mail-mate");
        Grants.Failure = failure;

        page.Find("[data-action=confirm]").Click();
        Assert.Equal(message, page.WaitForElement("[role=alert] [data-problem]").TextContent);
        Grants.Failure = null;
        page.Find("[data-action=confirm]").Click();

        page.WaitForElement("[data-receipt=mail-mate]");
    }

    [Fact]
    public void RemoveAll_Confirmed_RemovesAllButFirstParty()
    {
        var page = Open();

        page.Find("[data-action=remove-all]").Click();
        page.WaitForElement(".removal");
        Assert.Equal(["Mail Mate", "Notes"], page.FindAll(".removal .apps li").Select(name => name.TextContent));
        page.Find("[data-action=confirm]").Click();

        page.WaitForElement("[data-receipt]");
        Assert.Empty(page.FindAll("article[data-app]"));
        Assert.Single(page.FindAll("[data-section=first-party] li"));
    }

    [Fact]
    public void RemoveAll_OneApp_IsNotOffered()
    {
        Grants.Apps.RemoveAt(0);

        Assert.Empty(Open().FindAll("[data-action=remove-all]"));
    }

    [Fact]
    public void Dismiss_Receipt_TakesItAway()
    {
        var page = Open();
        Ask(page, "mail-mate");
        page.Find("[data-action=confirm]").Click();
        page.WaitForElement("[data-receipt]");

        page.Find("[data-action=dismiss]").Click();

        Assert.Empty(page.FindAll("[data-receipt]"));
    }

    [Fact]
    public async Task Page_Closed_SubscribesToNothing()
    {
        Open();
        Assert.Equal(1, Changes.Subscribers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Changes.Subscribers);
    }

    private IRenderedComponent<Surroundings> Open() => RenderInLayout<ConnectedAppsPage>();

    private static IEnumerable<string?> CardsOf(IRenderedComponent<Surroundings> page) =>
        page.FindAll("article[data-app]").Select(card => card.GetAttribute("data-app"));

    private static void Ask(IRenderedComponent<Surroundings> page, string clientId)
    {
        page.Find($"[data-app={clientId}] [data-action=remove]").Click();
        page.WaitForElement(".removal");
    }
}

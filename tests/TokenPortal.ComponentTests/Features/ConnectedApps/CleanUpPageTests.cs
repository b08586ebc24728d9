using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class CleanUpPageTests : PortalContext
{
    public CleanUpPageTests() => Grants.Apps.AddRange(
    [
        Apps.Named("Mail Mate") with { Publisher = "Quill", RefreshTokens = 2 },
        Apps.Named("Notes") with { Scopes = ["files.write"] },
        Apps.Named("Old Thing") with { LastActivityAt = Apps.Now.AddDays(-200) },
        Apps.Named("Workspace", AppStanding.FirstParty) with { LastActivityAt = Apps.Now.AddDays(-200) },
    ]);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Address_WithAQuery_ShowsWhatItAsksForAndSaysHowMany()
    {
        var page = Open("?q=quill&sort=name&only=devices");

        Assert.Equal(["mail-mate"], Cards(page));
        Assert.Equal("1 of 3 apps fit", page.Find("[role=status][data-found]").TextContent.Trim());
        Assert.Equal("quill", page.Find("input[type=search]").GetAttribute("value"));
        Assert.True(page.Find("input[value=devices]").HasAttribute("checked"));
    }

    [Fact]
    public void Filter_Chosen_StandsInTheAddressAndComesBack()
    {
        var page = Open();

        page.Find("input[value=unused]").Change(true);
        Assert.EndsWith("?only=unused", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(["old-thing"], Cards(page));
        Navigation.NavigateTo("");

        Assert.Equal(3, Cards(page).Count());
    }

    [Fact]
    public void SearchAndOrder_Chosen_KeepEachOther()
    {
        var page = Open();

        page.Find("select[name=sort]").Change("reach");
        Assert.Equal("notes", Cards(page).First());
        page.Find("input[type=search]").Change("notes");

        Assert.EndsWith("?q=notes&sort=reach", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(["notes"], Cards(page));
    }

    [Fact]
    public void Query_NothingFits_SaysSoAndCanBeReset()
    {
        var page = Open("?q=zzz&sort=name");
        Assert.Single(page.FindAll("[data-no-match]"));

        page.Find("[data-action=reset]").Click();

        Assert.EndsWith("/?sort=name", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal(3, Cards(page).Count());
        Assert.Equal("3 apps", page.Find("[data-found]").TextContent.Trim());
    }

    [Fact]
    public void List_OneApp_HasNothingToFind()
    {
        Grants.Apps.RemoveRange(0, 2);

        var page = Open();

        Assert.Empty(page.FindAll("[data-finding]"));
        Assert.Empty(page.FindAll("[data-action=select]"));
    }

    [Fact]
    public void Summary_Apps_SaysWhatMattersAndLinksToIt()
    {
        Grants.Apps[0] = Grants.Apps[0] with { IsNew = true };

        var page = Open();

        Assert.Equal("3 apps have access.", page.Find("[data-count=apps]").TextContent);
        Assert.Equal("1 shows no use for 90 days", page.Find("[data-count=unused]").TextContent);
        Assert.Equal("?only=unused", page.Find("[data-count=unused]").GetAttribute("href"));
        Assert.Equal("1 is new since your last visit", page.Find("[data-count=new]").TextContent);
        Assert.Equal("?only=new", page.Find("[data-count=new]").GetAttribute("href"));
        Assert.Equal(12, page.FindAll("[data-month]").Count);
        Assert.Contains("January 2026: 3", page.Find("svg[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Summary_NothingOfNote_HasNoLinks()
    {
        Grants.Apps.RemoveRange(2, 2);

        var page = Open();

        Assert.Empty(page.FindAll("[data-count=unused], [data-count=new], [data-action=remove-unused]"));
    }

    [Fact]
    public void Selected_Removed_ListsThemThenSaysHowItEndedForEach()
    {
        var page = Open();
        page.Find("[data-action=select]").Click();
        Assert.Empty(page.FindAll("[data-section=first-party] [data-select]"));
        Tick(page, "mail-mate");
        Tick(page, "notes");
        Assert.Equal("2 apps selected", page.Find("[role=status][data-selected]").TextContent);

        page.Find("[data-action=remove-selected]").Click();
        page.WaitForElement(".removal");
        Assert.Equal("Remove access for 2 apps?", page.Find(".removal h2").TextContent);
        Assert.Equal(["Mail Mate", "Notes"], page.FindAll(".removal .apps li").Select(name => name.TextContent));
        page.Find("[data-action=confirm]").Click();

        Assert.Equal("Result", page.Find(".removal h2").TextContent);
        Assert.Equal(2, page.FindAll("[data-result=removed]").Count);
        Assert.Contains("2 refresh tokens", page.Find("[data-of=mail-mate]").TextContent, StringComparison.Ordinal);
        page.Find("[data-action=close]").Click();
        page.WaitForAssertion(() => Assert.Equal(["old-thing"], Cards(page)));
        Assert.Equal("Access removed for 2 apps.", page.Find("[role=status][data-announcement]").TextContent);
        Assert.Empty(page.FindAll("[data-select]"));
    }

    [Fact]
    public void SelectAll_Filtered_TakesThoseInSightOnly()
    {
        var page = Open("?only=unused");
        page.Find("[data-action=select]").Click();

        page.Find("[data-action=select-all]").Click();
        Assert.Equal("1", page.Find("[data-selected]").GetAttribute("data-selected"));
        Navigation.NavigateTo("");

        Assert.Equal("1", page.Find("[data-selected]").GetAttribute("data-selected"));
        page.Find("[data-action=select-none]").Click();
        Assert.True(page.Find("[data-action=remove-selected]").HasAttribute("disabled"));
    }

    [Fact]
    public void Unused_Removed_ShowsAPreviewWithWhatIsKnownOfThem()
    {
        var page = Open();

        page.Find("[data-action=remove-unused]").Click();
        page.WaitForElement(".removal");

        Assert.Equal("Remove 1 app with no sign of use for 90 days?", page.Find(".removal h2").TextContent);
        Assert.Equal(
            "Old Thing (last refreshed 6 months ago)", Assert.Single(page.FindAll(".removal .apps li")).TextContent);
        Assert.Equal(0, Grants.Revokes);
        page.Find("[data-action=keep]").Click();
        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".removal")));
        Assert.Equal(3, Cards(page).Count());
    }

    [Fact]
    public void Removal_UnderWay_SaysHowFarItIsAndStopsBetweenTwo()
    {
        var page = AskAboutAll();
        var gate = Grants.Gate = new TaskCompletionSource();

        page.Find("[data-action=confirm]").Click();
        Assert.Equal("Removing access", page.Find(".removal h2").TextContent);
        Assert.Equal("Removing 1 of 3: Mail Mate", page.Find("[role=status][data-progress]").TextContent.Trim());
        page.Find("[data-action=stop]").Click();
        Assert.Equal("true", page.Find("[data-action=stop]").GetAttribute("aria-disabled"));
        gate.SetResult();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-result=untried]").Count));
        Assert.Equal(1, Grants.Revokes);
        page.Find("[data-action=close]").Click();
        page.WaitForAssertion(() => Assert.Equal(["notes", "old-thing"], Cards(page)));
    }

    [Fact]
    public void Removal_ConfirmedTwiceAtOnce_RemovesEachOnce()
    {
        var page = AskAboutAll();
        var gate = Grants.Gate = new TaskCompletionSource();
        var confirm = page.Find("[data-action=confirm]");

        confirm.Click();
        Assert.Empty(page.FindAll("[data-action=confirm]"));
        Grants.Gate = null;
        gate.SetResult();

        page.WaitForElement("[data-action=close]");
        Assert.Equal(3, Grants.Revokes);
    }

    [Fact]
    public void Removal_OneFails_SaysSoAndTriesTheRestAgain()
    {
        Grants.Stubborn = Apps.Key("Notes");
        var page = AskAboutAll();

        page.Find("[data-action=confirm]").Click();
        Assert.Contains("safe to try again", page.Find("[data-result=failed]").TextContent, StringComparison.Ordinal);
        Grants.Stubborn = null;
        page.Find("[data-action=rest]").Click();

        Assert.Equal(3, page.FindAll("[data-result=removed]").Count);
        Assert.Empty(page.FindAll("[data-action=rest]"));
    }

    [Fact]
    public void Removal_SessionOverMidway_StopsAndOffersToSignIn()
    {
        var page = AskAboutAll();
        Grants.OnRevoke = count => Grants.Refusal = count > 1 ? Refusal.SignedOut : null;

        page.Find("[data-action=confirm]").Click();

        Assert.Equal(2, Grants.Revokes);
        Assert.Single(page.FindAll("[data-action=sign-in-again]"));
        Assert.Single(page.FindAll("[data-result=removed]"));
        Assert.Single(page.FindAll("[data-result=untried]"));
    }

    [Fact]
    public void New_App_IsMarkedAndDismissed()
    {
        Grants.Apps[1] = Grants.Apps[1] with { IsNew = true };
        var page = Open();
        Assert.StartsWith("New", page.Find("[data-new=notes]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=know-all]"));

        page.Find("[data-action=know]").Click();

        Assert.Empty(page.FindAll("[data-new]"));
        Assert.False(Grants.Apps[1].IsNew);
        Assert.Equal("Notes is no longer marked as new.", page.Find("[data-announcement]").TextContent);
    }

    [Fact]
    public void New_SeveralApps_AreDismissedAsTheListWasRead()
    {
        for (var i = 0; i < 2; i++) Grants.Apps[i] = Grants.Apps[i] with { IsNew = true };
        var page = Open();
        Time.Advance(TimeSpan.FromMinutes(5));

        page.Find("[data-action=know-all]").Click();

        Assert.Empty(page.FindAll("[data-new]"));
        Assert.Equal(Apps.Now, Grants.KnownUntil);
    }

    [Fact]
    public void New_DatabaseAway_StaysMarkedAndSaysSo()
    {
        Grants.Apps[1] = Grants.Apps[1] with { IsNew = true };
        var page = Open();
        Grants.Failure = GrantStoreFailure.NothingChanged;

        page.Find("[data-action=know]").Click();

        Assert.Single(page.FindAll("[data-new]"));
        Assert.Contains("could not note that", page.Find("[data-notice]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Support_Looks_ChangesNothingInBulk()
    {
        Grants.Apps[1] = Grants.Apps[1] with { IsNew = true };
        Grants.Apps[0] = Grants.Apps[0] with { IsNew = true };
        Authorization.SetClaims(
            new Claim("sub", "staff-1"), new Claim("name", "Sue Stone"), new Claim("portal_session", Session.ToString()),
            new Claim("portal_support", Guid.NewGuid().ToString()), new Claim("portal_support_account", Subject),
            new Claim("portal_support_label", "Ann Archer"),
            new Claim("portal_support_ends_at", Apps.Now.AddMinutes(5).ToString("O", CultureInfo.InvariantCulture)));

        var page = Open();

        Assert.Equal(2, page.FindAll("[data-new]").Count);
        Assert.Empty(page.FindAll(
            "[data-action=know], [data-action=know-all], [data-action=select], [data-action=remove-unused], "
            + "[data-action=takeover]"));
        Assert.Single(page.FindAll("[data-finding]"));
    }

    [Fact]
    public void List_FiveHundredApps_IsDrawnInPortionsAndSearchedWhole()
    {
        Grants.Apps.Clear();
        Grants.Apps.AddRange(Enumerable.Range(1, 500).Select(i => Apps.Named($"App {i:000}")));
        var page = Open();

        Assert.Equal(ConnectedAppsViewModel.Portion, Cards(page).Count());
        Assert.Equal("500 apps", page.Find("[data-found]").TextContent.Trim());
        page.Find("[data-action=more]").Click();
        Assert.Equal(2 * ConnectedAppsViewModel.Portion, Cards(page).Count());
        page.Find("input[type=search]").Change("app 499");

        Assert.Equal(["app-499"], Cards(page));
        Assert.Empty(page.FindAll("[data-action=more]"));
        Assert.Null(page.FindComponent<ConnectedAppsPage>().Instance.Kept);
    }

    [Fact]
    public void List_BeforeTheCircuit_DrawsTheFirstScreensOnly()
    {
        SetRendererInfo(new RendererInfo("Static", isInteractive: false));
        Grants.Apps.Clear();
        Grants.Apps.AddRange(Enumerable.Range(1, 20).Select(i => Apps.Named($"App {i:000}")));

        var page = Open();

        Assert.Equal(ConnectedAppsPage.MostPrerendered, Cards(page).Count());
        Assert.Equal("20 apps", page.Find("[data-found]").TextContent.Trim());
        Assert.Equal(20, page.FindComponent<ConnectedAppsPage>().Instance.Kept!.Apps.Count);
    }

    private IRenderedComponent<Surroundings> Open(string address = "")
    {
        Navigation.NavigateTo(address);
        return RenderInLayout<ConnectedAppsPage>();
    }

    private IRenderedComponent<Surroundings> AskAboutAll()
    {
        var page = Open();
        page.Find("[data-action=select]").Click();
        page.Find("[data-action=select-all]").Click();
        page.Find("[data-action=remove-selected]").Click();
        page.WaitForElement(".removal");
        return page;
    }

    private static void Tick(IRenderedComponent<Surroundings> page, string clientId) =>
        page.Find($"[data-select={clientId}]").Change(true);

    private static IEnumerable<string?> Cards(IRenderedComponent<Surroundings> page) =>
        page.FindAll("article[data-app]").Select(card => card.GetAttribute("data-app"));
}

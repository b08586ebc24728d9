using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Features.History;

public sealed class HistoryPageTests : PortalContext
{
    public HistoryPageTests()
    {
        History.Entries.AddRange(
        [
            Entries.Of(HistoryKind.AccessRevoked, seq: 3) with { Origin = new Origin("203.0.113.0/24", "Firefox on Windows") },
            Entries.Of(HistoryKind.AppConnected, RevocationReason.Issuer, seq: 2) with { At = Apps.Now.AddDays(-1) },
            Entries.Of(HistoryKind.AppConnected, RevocationReason.Issuer, seq: 1, app: "Photo Print")
                with { At = Apps.Now.AddDays(-9) },
        ]);
        History.Apps.AddRange(
        [
            new HistoryApp(Apps.Key("Calendar Sync"), "Calendar Sync", "calendar-sync"),
            new HistoryApp(Apps.Key("Photo Print"), "Photo Print", "photo-print"),
        ]);
    }

    [Fact]
    public void Page_Entries_StandUnderTheirDaysNewestFirst()
    {
        var page = Open();

        Assert.Equal(["Today", "Yesterday", "22 Feb 2026"], page.FindAll(".day h2").Select(day => day.TextContent));
        Assert.Equal(
            ["You removed Calendar Sync.", "Calendar Sync got access to your account.",
                "Photo Print got access to your account."],
            SentencesOf(page));
        Assert.Equal("Firefox on Windows · network 203.0.113.0/24", page.Find("[data-origin]").TextContent);
        Assert.Contains("Ended: 1 consent, 2 refresh tokens and 1 access token.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("2026-03-03T14:05:00Z", page.Find("time").GetAttribute("datetime"));
    }

    [Theory]
    [InlineData("Firefox on Windows", "::/48", "Firefox on Windows · The machine that this page runs on")]
    [InlineData(null, "127.0.0.0/24", "The machine that this page runs on")]
    [InlineData(null, "203.0.113.0/24", "Network 203.0.113.0/24")]
    public void Origin_OfAnEntry_NamesTheNetwork(string? browser, string network, string expected)
    {
        History.Entries[0] = History.Entries[0] with { Origin = new Origin(network, browser) };

        Assert.Equal(expected, Open().Find("[data-origin]").TextContent);
    }

    [Fact]
    public void Page_NothingHappenedYet_IsEmptyAndHelps()
    {
        History.Entries.Clear();

        var page = Open();

        Assert.Equal("Nothing has happened yet", page.Find("[data-empty=all] h2").TextContent);
        Assert.Empty(page.FindAll("[data-export]"));
    }

    [Fact]
    public void Page_InASupportSession_SaysWhoseHistoryItIs()
    {
        Authorization.SetClaims(
            new Claim("sub", "staff-1"), new Claim("name", "Sue Stone"), new Claim("portal_session", Session.ToString()),
            new Claim("portal_support", Guid.NewGuid().ToString()), new Claim("portal_support_account", Subject),
            new Claim("portal_support_label", "Ann Archer"),
            new Claim("portal_support_ends_at", Apps.Now.AddMinutes(5).ToString("O")));

        var page = Open();

        Assert.EndsWith("“you” is Ann Archer.", page.Find("[data-speaks-to]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Calendar Sync got access to the account of Ann Archer.", SentencesOf(page));
    }

    [Fact]
    public void Page_WhileItIsRead_ShowsThatItLoads()
    {
        History.Gate = new TaskCompletionSource();

        var page = Open();

        Assert.Single(page.FindAll("[data-state=loading]"));
        History.Gate.SetResult();
        page.WaitForElement("[data-entry]");
    }

    [Fact]
    public void Page_NothingFits_SaysSoAndLeadsBackToEverything()
    {
        Navigate("history?kind=sessions");

        var page = Open();

        Assert.Equal("Nothing fits", page.Find("[data-empty=filter] h2").TextContent);
        Assert.Equal("history", page.Find("[data-action=everything]").GetAttribute("href"));
    }

    [Fact]
    public void Page_DatabaseAway_SaysSoAndRecoversByItself()
    {
        History.Failure = GrantStoreFailure.NothingChanged;
        var page = Open();
        Assert.Single(page.FindAll("[data-state=failed]"));

        History.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(2));

        page.WaitForElement("[data-entry]");
    }

    [Fact]
    public async Task Page_DatabaseAway_CanBeTriedAgainByHand()
    {
        History.Failure = GrantStoreFailure.NothingChanged;
        var page = Open();
        History.Failure = null;

        await page.Find("[data-action=retry]").ClickAsync();

        Assert.Equal(3, page.FindAll("[data-entry]").Count);
    }

    [Fact]
    public async Task Page_DatabaseAwayWhileShown_KeepsTheEntriesAndSaysSo()
    {
        var page = Open();
        History.Failure = GrantStoreFailure.NothingChanged;

        await Changes.HintAsync();

        page.WaitForElement("[data-stale]");
        Assert.Equal(3, page.FindAll("[data-entry]").Count);
    }

    [Fact]
    public async Task Page_Hint_PutsTheNewEntryOnTopAndAnnouncesIt()
    {
        var page = Open();
        History.Entries.Insert(0, Entries.Of(HistoryKind.SupportStarted, seq: 4).BySupport());

        await Changes.HintAsync();

        page.WaitForAssertion(() => Assert.Equal(4, page.FindAll("[data-entry]").Count));
        Assert.StartsWith(
            "Support (Sam Support) began to look", page.Find("[data-announcement]").TextContent, StringComparison.Ordinal);
        Assert.Equal("4", page.Find("[data-entry]").GetAttribute("data-entry"));
    }

    [Fact]
    public async Task More_Clicked_ShowsTheNextPageBehindTheFirst()
    {
        Fill(HistoryReader.PageSize + 5);
        var page = Open();
        Assert.Equal(HistoryReader.PageSize, page.FindAll("[data-entry]").Count);

        await page.Find("[data-action=more]").ClickAsync();

        Assert.Equal(HistoryReader.PageSize + 5, page.FindAll("[data-entry]").Count);
        Assert.Empty(page.FindAll("[data-action=more]"));
    }

    [Fact]
    public async Task More_DatabaseAway_SaysSoAndCanBeRepeated()
    {
        Fill(HistoryReader.PageSize + 5);
        var page = Open();
        History.Failure = GrantStoreFailure.NothingChanged;

        await page.Find("[data-action=more]").ClickAsync();
        Assert.Single(page.FindAll("[data-more-failed]"));

        History.Failure = null;
        await page.Find("[data-action=more]").ClickAsync();
        Assert.Equal(HistoryReader.PageSize + 5, page.FindAll("[data-entry]").Count);
    }

    [Fact]
    public async Task Hint_AfterMoreWasShown_KeepsAllThatIsShown()
    {
        Fill(HistoryReader.PageSize + 5);
        var page = Open();
        await page.Find("[data-action=more]").ClickAsync();
        History.Entries.Insert(0, Entries.Of(HistoryKind.AccessRevoked, seq: 1000));

        await Changes.HintAsync();

        page.WaitForAssertion(() =>
            Assert.Equal(HistoryReader.PageSize + 6, page.FindAll("[data-entry]").Count));
    }

    [Fact]
    public async Task Filter_Chosen_StandsInTheAddressAndIsAskedFor()
    {
        var page = Open();

        await page.Find("select[name=kind]").ChangeAsync(new ChangeEventArgs { Value = "connections" });

        var navigation = Services.GetRequiredService<BunitNavigationManager>();
        Assert.EndsWith("history?kind=connections", navigation.Uri, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-entry]").Count));
        Assert.Equal(HistoryGroup.Connections, History.Asked[^1].Group);
        Assert.Equal("connections", page.Find("[data-export=csv] input[name=kind]").GetAttribute("value"));
    }

    [Theory]
    [InlineData("connections", "2 entries found")]
    [InlineData("sessions", "Nothing fits")]
    public async Task Filter_Chosen_SaysHowMuchItFound(string kind, string expected)
    {
        var page = Open();
        Assert.Empty(page.Find("[data-announcement]").TextContent);

        await page.Find("select[name=kind]").ChangeAsync(new ChangeEventArgs { Value = kind });

        page.WaitForAssertion(() => Assert.Equal(expected, page.Find("[data-announcement]").TextContent));
    }

    [Fact]
    public void Filter_InTheAddress_IsAskedForAtOnce()
    {
        Navigate($"history?app={Apps.Key("Photo Print")}&time=month");

        var page = Open();

        Assert.Equal(["Photo Print got access to your account."], SentencesOf(page));
        Assert.Equal(1, History.Reads);
        Assert.Equal(Apps.Now.AddDays(-30), History.Asked[0].From);
    }

    [Fact]
    public void Filter_AppThatTheHistoryDoesNotKnow_IsStillShownAsChosen()
    {
        Navigate($"history?app={Apps.Key("nobody's")}");

        var page = Open();

        Assert.Equal("Unknown app", page.FindAll("select[name=app] option")[^1].TextContent);
    }

    [Fact]
    public void Page_Prerendered_IsNotReadASecondTime()
    {
        var kept = new HistorySnapshot(
            HistoryQuery.Everything, [HistoryRowModel.From(Entries.Of(HistoryKind.AccessRevoked), Terms)], [],
            Next: null, Changes.StampFor(Subject), "UTC", Failed: false);

        var model = Services.GetRequiredService<HistoryViewModel>();
        _ = model.StartAsync(
            new Caller(Session, Subject), "your account", HistoryQuery.Everything, kept, live: true, Dispatchers.Directly);

        Assert.Equal(0, History.Reads);
        Assert.Single(model.Days);
    }

    [Fact]
    public async Task Page_ChangedSincePrerendering_IsReadAgain()
    {
        var kept = new HistorySnapshot(
            HistoryQuery.Everything, [], [], Next: null, "an older stamp", "UTC", Failed: false);

        var model = Services.GetRequiredService<HistoryViewModel>();
        await model.StartAsync(
            new Caller(Session, Subject), "your account", HistoryQuery.Everything, kept, live: true, Dispatchers.Directly);

        Assert.Equal(1, History.Reads);
    }

    [Fact]
    public async Task Page_PrerenderedBeforeTheZoneWasKnown_IsReadAgain()
    {
        var kept = new HistorySnapshot(
            HistoryQuery.Everything, [HistoryRowModel.From(Entries.Of(HistoryKind.AccessRevoked), Terms)], [],
            Next: null, Changes.StampFor(Subject), "UTC", Failed: false);
        PersonZone.Current = PersonZone.Read("Europe/Berlin");

        var model = Services.GetRequiredService<HistoryViewModel>();
        await model.StartAsync(
            new Caller(Session, Subject), "your account", HistoryQuery.Everything, kept, live: true, Dispatchers.Directly);

        Assert.Equal((1, "Europe/Berlin"), (History.Reads, model.Snapshot!.Zone));
    }

    [Fact]
    public async Task Page_Closed_HearsNoHintAnyMore()
    {
        var page = Open();
        Assert.Equal(1, Changes.Subscribers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Changes.Subscribers);
        Assert.NotNull(page);
    }

    private IRenderedComponent<HistoryPage> Open() => Render<HistoryPage>();

    private SentenceTerms Terms => new("your account", Scopes.Texts);

    private void Navigate(string address) => Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);

    private void Fill(int count)
    {
        History.Entries.Clear();
        History.Entries.AddRange(Enumerable.Range(0, count)
            .Select(i => Entries.Of(HistoryKind.AccessRevoked, seq: count - i)));
    }

    private static IEnumerable<string> SentencesOf(IRenderedComponent<HistoryPage> page) =>
        page.FindAll("[data-sentence]").Select(sentence => sentence.TextContent);
}

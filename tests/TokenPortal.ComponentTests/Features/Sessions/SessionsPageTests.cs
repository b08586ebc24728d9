using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Features.Sessions;

namespace TokenPortal.ComponentTests.Features.Sessions;

public sealed class SessionsPageTests : PortalContext
{
    private static readonly Guid Phone = Guid.NewGuid();

    public SessionsPageTests() => Sessions.Listed.AddRange(
    [
        Named(Phone, "Safari on iPhone", "198.51.100.0/24"),
        Named(Session, "Firefox on Windows", "203.0.113.0/24"),
    ]);

    [Fact]
    public void Page_Sessions_AreListedWithThisOneFirstAndNotToEnd()
    {
        var page = Open();

        Assert.Equal(
            ["Firefox on Windows", "Safari on iPhone"],
            page.FindAll("article h2").Select(title => title.ChildNodes[0].TextContent.Trim()));
        Assert.Empty(page.FindAll("[data-this=true] [data-action=end]"));
        Assert.Single(page.FindAll("[data-this=false] [data-action=end]"));
        Assert.Contains("198.51.100.0/24", page.Find("[data-this=false]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OnlyThisSession_SaysSo()
    {
        Sessions.Listed.RemoveAt(0);

        var page = Open();

        Assert.Single(page.FindAll("[data-only]"));
        Assert.Empty(page.FindAll("[data-action=end-others]"));
    }

    [Fact]
    public void Page_DatabaseAway_SaysSoAndRecoversByItself()
    {
        Sessions.Failure = GrantStoreFailure.NothingChanged;
        var page = Open();
        Assert.Single(page.FindAll("[data-state=failed]"));

        Sessions.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(2));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("article").Count));
    }

    [Fact]
    public async Task Page_DatabaseAwayWhileShown_KeepsTheListAndSaysThatItIsOld()
    {
        var page = Open();
        Sessions.Failure = GrantStoreFailure.NothingChanged;

        await Changes.HintAsync();

        page.WaitForElement("[data-stale]");
        Assert.Equal(2, page.FindAll("article").Count);
    }

    [Fact]
    public async Task Page_NewSignInElsewhere_AppearsAndIsAnnounced()
    {
        var page = Open();
        Sessions.Listed.Add(Named(Guid.NewGuid(), "Chrome on Android", null));

        await Changes.HintAsync();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("article").Count));
        Assert.Equal("There is a new sign-in.", page.Find("[data-announcement]").TextContent);
    }

    [Fact]
    public async Task End_Confirmed_EndsItWithWhoActedFromWhere()
    {
        var page = Open();
        Ask(page, "[data-this=false] [data-action=end]");
        Assert.Equal("End the sign-in of Safari on iPhone?", page.Find(".mud-dialog h2").TextContent);

        await page.Find("[data-action=confirm]").ClickAsync();

        page.WaitForElement("[data-session-receipt]");
        Assert.Single(page.FindAll("article"));
        Assert.Equal("The sign-in of Safari on iPhone has ended.", page.Find("[data-announcement]").TextContent);
        Assert.Equal((Subject, Session), (Sessions.LastActor!.Id, Sessions.LastActor.SessionId));
        Assert.Equal(new Origin("203.0.113.0/24", "Firefox on Windows"), Sessions.LastActor.Origin);
    }

    [Fact]
    public async Task EndOthers_Confirmed_LeavesThisOne()
    {
        Sessions.Listed.Add(Named(Guid.NewGuid(), "Chrome on Android", null));
        var page = Open();
        Ask(page, "[data-action=end-others]");

        await page.Find("[data-action=confirm]").ClickAsync();

        page.WaitForElement("[data-only]");
        Assert.Equal("2 other sign-ins have ended.", page.Find("[data-announcement]").TextContent);
    }

    [Fact]
    public async Task End_Kept_ChangesNothing()
    {
        var page = Open();
        Ask(page, "[data-this=false] [data-action=end]");

        await page.Find("[data-action=keep]").ClickAsync();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".mud-dialog")));
        Assert.Equal(2, page.FindAll("article").Count);
        Assert.Null(Sessions.LastActor);
    }

    [Theory]
    [InlineData(GrantStoreFailure.NothingChanged, "nothing was changed")]
    [InlineData(GrantStoreFailure.OutcomeUnknown, "safe to try again")]
    public async Task End_DatabaseAway_SaysWhatIsTrueAndCanBeTriedAgain(GrantStoreFailure failure, string text)
    {
        var page = Open();
        Ask(page, "[data-this=false] [data-action=end]");
        Sessions.Failure = failure;

        await page.Find("[data-action=confirm]").ClickAsync();

        Assert.Contains(text, page.WaitForElement("[data-problem]").TextContent, StringComparison.Ordinal);
        Sessions.Failure = null;
        await page.Find("[data-action=confirm]").ClickAsync();
        page.WaitForElement("[data-session-receipt]");
    }

    [Fact]
    public void Page_KeptFromPrerendering_IsNotReadASecondTime()
    {
        var model = new SessionsViewModel(
            new SessionsReader(Sessions, Changes, Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<SessionsReader>.Instance),
            Changes, Time);
        var kept = new SessionsSnapshot([], Changes.StampFor(Subject), Time.GetUtcNow(), Failed: false);

        _ = model.StartAsync(new(Session, Subject), kept, live: true, Dispatchers.Directly);

        Assert.Equal(0, Sessions.Reads);
    }

    private static SessionSummary Named(Guid id, string browser, string? network) => new(
        id, Apps.Now.AddHours(-2), Apps.Now.AddMinutes(-5), Apps.Now.AddHours(1), new Origin(network, browser));

    private static void Ask(IRenderedComponent<Surroundings> page, string button)
    {
        // Not awaited: the click is over when the question is answered.
        page.Find(button).Click();
        page.WaitForElement(".mud-dialog");
    }

    private IRenderedComponent<Surroundings> Open() => RenderInLayout<SessionsPage>();
}

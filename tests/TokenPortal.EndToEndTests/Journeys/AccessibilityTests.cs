using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>No violation that axe can find, on any page and dialog, in both themes and at both widths.</summary>
public sealed class AccessibilityTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";

    public static TheoryData<int, ColorScheme> Looks => new()
    {
        { 1280, ColorScheme.Light }, { 1280, ColorScheme.Dark }, { 390, ColorScheme.Light }, { 390, ColorScheme.Dark },
    };

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Portal_EveryPage_HasNoViolation(int width, ColorScheme theme)
    {
        await using var visitor = await demo.VisitAsync(width, 844, theme);
        var apps = await visitor.SignInAsync(Ann);
        await CheckAsync(apps.Page, $"list-{width}-{theme}");

        await apps.AskToRemoveAsync("mail-mate");
        await CheckAsync(apps.Page, $"dialog-{width}-{theme}");

        var history = await HistoryPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
        await Assertions.Expect(history.Sentences.First).ToBeVisibleAsync();
        await CheckAsync(apps.Page, $"history-{width}-{theme}");
        await history.FilterAsync("kind", "sessions");
        await Assertions.Expect(history.NoMatch).ToBeVisibleAsync();
        await CheckAsync(apps.Page, $"history-no-match-{width}-{theme}");

        await using var elsewhere = await demo.VisitAsync();
        await elsewhere.SignInAsync(Ann);
        var sessions = await SessionsPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
        await CheckAsync(apps.Page, $"sessions-{width}-{theme}");
        await sessions.AskToEndOthersAsync();
        await CheckAsync(apps.Page, $"end-session-{width}-{theme}");

        await apps.Page.GotoAsync(new Uri(demo.Demo.Portal, "no/such/page").ToString());
        await CheckAsync(apps.Page, $"not-found-{width}-{theme}");
        await apps.Page.GotoAsync(demo.Demo.Portal.ToString());
        await apps.WaitUntilLiveAsync();
        await apps.SignOutAsync();
        await Assertions.Expect(apps.Page.Locator("[data-message=signed-out]")).ToBeVisibleAsync();
        await CheckAsync(apps.Page, $"signed-out-{width}-{theme}");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task List_OfNobodysApps_HasNoViolation(int width, ColorScheme theme)
    {
        await using var visitor = await demo.VisitAsync(width, 844, theme);
        var apps = await visitor.SignInAsync("ada@example.com");
        await Assertions.Expect(apps.Page.Locator("[data-state=empty]")).ToBeVisibleAsync();
        await CheckAsync(apps.Page, $"empty-{width}-{theme}");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Authority_SignInAndConsent_HaveNoViolation(int width, ColorScheme theme)
    {
        await using var visitor = await demo.VisitAsync(width, 844, theme);
        var app = await visitor.OpenLinkedAppAsync("calendar-sync");
        await CheckAsync(app.Page, $"linked-app-{width}-{theme}");
        await app.Page.Locator("[data-connect]").First.ClickAsync();
        var authority = new SignInPageObject(app.Page);
        await CheckAsync(app.Page, $"sign-in-{width}-{theme}");
        await authority.SignInAsync("ada@example.com", visitor.PasswordOf("ada@example.com"));
        await Assertions.Expect(authority.Allow).ToBeVisibleAsync();
        await CheckAsync(app.Page, $"consent-{width}-{theme}");
        await authority.Deny.ClickAsync();
        await Assertions.Expect(app.Page.Locator("[data-problem=denied]")).ToBeVisibleAsync();
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await Screenshots.TakeAsync(page, name, wholePage: true);
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{name}: " + string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }
}

using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>No violation that axe can find, on any page and dialog, in both themes and at both widths.</summary>
public sealed class AccessibilityTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";
    private const string Ben = "ben@example.com";

    public static TheoryData<int, ColorScheme> Looks => new()
    {
        { 1280, ColorScheme.Light }, { 1280, ColorScheme.Dark }, { 390, ColorScheme.Light }, { 390, ColorScheme.Dark },
    };

    /// <summary>For pages that differ from others in their words alone.</summary>
    public static TheoryData<int, ColorScheme> FewerLooks => new()
    {
        { 1280, ColorScheme.Light }, { 390, ColorScheme.Dark },
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
    public async Task AppPage_OfAnyApp_HasNoViolation(int width, ColorScheme theme)
    {
        await using var visitor = await demo.VisitAsync(width, 844, theme);
        var apps = await visitor.SignInAsync(Ann);
        foreach (var clientId in new[] { "mail-mate", "photo-print", "file-vault" })
        {
            var page = await AppPageObject.FollowLinkAsync(apps, clientId);
            await CheckAsync(page.Page, $"app-{clientId}-{width}-{theme}");
            await page.Page.Locator("[data-action=back]").ClickAsync();
            await Assertions.Expect(apps.Card(clientId)).ToBeVisibleAsync();
        }

        var vault = await AppPageObject.FollowLinkAsync(apps, "file-vault");
        await vault.AskToRemoveAsync("files.write");
        await CheckAsync(vault.Page, $"app-permission-{width}-{theme}");
        await vault.KeepAsync();
        await vault.Page.GotoAsync(new Uri(demo.Demo.Portal, "apps/nothing").ToString());
        await CheckAsync(vault.Page, $"app-not-found-{width}-{theme}");
    }

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Support_EveryPageOfBothSides_HasNoViolation(int width, ColorScheme theme)
    {
        await using var user = await demo.VisitAsync(width, 844, theme);
        await using var staff = await demo.VisitAsync(width, 844, theme);
        var own = await user.SignInAsync(Ben);
        var seen = new SupportPageObject(own.Page);
        var apps = await staff.SignInAsync("sam@example.com");
        var support = new SupportPageObject(apps.Page);
        await support.OpenAsync(demo.Demo.Portal);
        await support.FindAsync(Ben);
        await CheckAsync(support.Page, $"support-find-{width}-{theme}");
        await support.OpenRequestsAsync(demo.Demo.Portal);
        await Assertions.Expect(support.Page.Locator("[data-none]")).ToBeVisibleAsync();
        await CheckAsync(support.Page, $"support-requests-{width}-{theme}");
        await support.OpenAsync(demo.Demo.Portal);
        await support.FindAsync(Ben);
        await support.StartAsync("4711");
        await Assertions.Expect(support.Banner).ToBeVisibleAsync();
        await apps.WaitUntilLiveAsync();
        await CheckAsync(support.Page, $"support-banner-{width}-{theme}");
        await Assertions.Expect(seen.Notice).ToBeVisibleAsync();
        await CheckAsync(own.Page, $"support-notice-{width}-{theme}");
        await seen.EndAsOwnerAsync();
        await Assertions.Expect(support.Banner).ToHaveAttributeAsync("data-over", "true");
        await CheckAsync(support.Page, $"support-over-{width}-{theme}");
        await CheckAsync(own.Page, $"support-ended-{width}-{theme}");
        await own.Page.GotoAsync(new Uri(demo.Demo.Portal, "settings/support").ToString());
        await Assertions.Expect(own.Page.Locator("[data-form=support-setting]")).ToBeVisibleAsync();
        await CheckAsync(own.Page, $"support-setting-{width}-{theme}");
        await own.Page.GotoAsync(new Uri(demo.Demo.Portal, "support").ToString());
        await CheckAsync(own.Page, $"support-refused-{width}-{theme}");

        var inbox = new MailPageObject(await user.NewPageAsync(), demo.Demo);
        await inbox.OpenAsync(Ben);
        // Not a mail itself: its frame lets no script run, so that axe would wait for it for ever.
        await Assertions.Expect(inbox.Mail("Support is looking").First).ToBeVisibleAsync();
        await CheckAsync(inbox.Page, $"inbox-{width}-{theme}");
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

    [Theory]
    [MemberData(nameof(FewerLooks))]
    public async Task List_WithDetailsAndReceipt_HasNoViolation(int width, ColorScheme theme)
    {
        await using var visitor = await demo.VisitAsync(width, 844, theme);
        var apps = await visitor.SignInAsync(Ben);
        var clientId = await apps.Cards.First.GetAttributeAsync("data-app") ?? "";
        await apps.OpenDetailsAsync(clientId);
        await CheckAsync(apps.Page, $"details-{width}-{theme}");

        await apps.RemoveAsync(clientId);
        await CheckAsync(apps.Page, $"receipt-{width}-{theme}");

        var app = await visitor.OpenLinkedAppAsync(clientId);
        await app.ConnectAsync(Ben, visitor.PasswordOf(Ben));
    }

    [Theory]
    [MemberData(nameof(FewerLooks))]
    public async Task Message_OfAnyKind_HasNoViolation(int width, ColorScheme theme)
    {
        await using var visitor = await demo.VisitAsync(width, 844, theme);
        var page = await visitor.NewPageAsync();
        foreach (var address in new[]
                 {
                     new Uri(demo.Demo.Portal, "signin-problem/denied"), new Uri(demo.Demo.Portal, "signin-problem/failed"),
                     new Uri(demo.Demo.Portal, "signin-problem/unreachable"), new Uri(demo.Demo.Portal, "error"),
                     new Uri(demo.Demo.Portal, "status/400"), new Uri(demo.Demo.Portal, "status/403"),
                     new Uri(demo.Demo.Authority, "connect/authorize?client_id=nobody"),
                     new Uri(demo.Demo.Authority, "signedout"), demo.Demo.Apps,
                 })
        {
            await page.GotoAsync(address.ToString());
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
            await CheckAsync(page, $"message{address.AbsolutePath.Replace('/', '-')}-{width}-{theme}");
        }
    }

    internal static async Task CheckAsync(IPage page, string name)
    {
        await Screenshots.TakeAsync(page, name, wholePage: true);
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"{name}: " + string.Join('\n', result.Violations.Select(violation =>
            $"{violation.Id} ({violation.Impact}): {string.Join(" | ", violation.Nodes.Select(node => node.Html))}")));
    }
}

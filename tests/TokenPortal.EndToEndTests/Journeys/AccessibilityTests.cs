using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>No violation that axe can find: any page and dialog, both languages, both themes, both widths.</summary>
public sealed class AccessibilityTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";
    private const string Ben = "ben@example.com";

    private const int Height = 844;

    // One visit for all of them: the browser changes its window and its theme under the page, as people do.
    private static readonly (int Width, ColorScheme Theme)[] Looks =
    [
        (390, ColorScheme.Light), (390, ColorScheme.Dark), (1280, ColorScheme.Dark), (1280, ColorScheme.Light),
    ];

    /// <summary>English at the end: others expect the mails of the same people in it.</summary>
    internal static readonly string[] Languages = ["ru", "en"];

    [Fact]
    public async Task Portal_EveryPage_HasNoViolation()
    {
        await using var visitor = await demo.VisitAsync();
        await using var elsewhere = await demo.VisitAsync();
        await elsewhere.SignInAsync(Ann);
        var apps = await visitor.SignInAsync(Ann);
        foreach (var language in Languages)
        {
            await SpeakAsync(apps, language);
            await CheckAsync(apps.Page, "list");
            await apps.AskToRemoveAsync("mail-mate");
            await CheckAsync(apps.Page, "dialog");

            var history = await HistoryPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
            await Assertions.Expect(history.Sentences.First).ToBeVisibleAsync();
            await CheckAsync(apps.Page, "history");
            await history.FilterAsync("kind", "sessions");
            await Assertions.Expect(history.NoMatch).ToBeVisibleAsync();
            await CheckAsync(apps.Page, "history-no-match");
            var sessions = await SessionsPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
            await CheckAsync(apps.Page, "sessions");
            await sessions.AskToEndOthersAsync();
            await CheckAsync(apps.Page, "end-session");
            await apps.Page.GotoAsync(new Uri(demo.Demo.Portal, "no/such/page").ToString());
            await CheckAsync(apps.Page, "not-found");
        }

        await apps.Page.GotoAsync(demo.Demo.Portal.ToString());
        await apps.WaitUntilLiveAsync();
        await apps.SignOutAsync();
        await Assertions.Expect(apps.Page.Locator("[data-message=signed-out]")).ToBeVisibleAsync();
        await CheckInAllAsync(apps.Page, "signed-out");
    }

    [Fact]
    public async Task AppPage_OfAnyApp_HasNoViolation()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        foreach (var language in Languages)
        {
            await SpeakAsync(apps, language);
            foreach (var clientId in new[] { "mail-mate", "photo-print", "file-vault" })
            {
                var page = await AppPageObject.FollowLinkAsync(apps, clientId);
                await CheckAsync(page.Page, $"app-{clientId}");
                await page.Page.Locator("[data-action=back]").ClickAsync();
                await Assertions.Expect(apps.Card(clientId)).ToBeVisibleAsync();
            }

            var vault = await AppPageObject.FollowLinkAsync(apps, "file-vault");
            await vault.AskToRemoveAsync("files.write");
            await CheckAsync(vault.Page, "app-permission");
            await vault.KeepAsync();
            await vault.Page.GotoAsync(new Uri(demo.Demo.Portal, "apps/nothing").ToString());
            await CheckAsync(vault.Page, "app-not-found");
        }
    }

    [Fact]
    public async Task Support_EveryPageOfBothSides_HasNoViolation()
    {
        await using var user = await demo.VisitAsync();
        await using var staff = await demo.VisitAsync();
        var own = await user.SignInAsync(Ben);
        var apps = await staff.SignInAsync("sam@example.com");
        foreach (var language in Languages)
        {
            await SpeakAsync(own, language);
            await SpeakAsync(apps, language);
            await CheckSupportAsync(own, apps);
        }

        var inbox = new MailPageObject(await user.NewPageAsync(), demo.Demo);
        await inbox.OpenAsync(Ben);
        // Not a mail itself: its frame lets no script run, so that axe would wait for it for ever.
        await Assertions.Expect(inbox.Mail("Support is looking").First).ToBeVisibleAsync();
        await CheckAsync(inbox.Page, "inbox");
    }

    [Fact]
    public async Task List_OfNobodysApps_HasNoViolation()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync("ada@example.com");
        await Assertions.Expect(apps.Page.Locator("[data-state=empty]")).ToBeVisibleAsync();
        await CheckInAllAsync(apps.Page, "empty");
    }

    [Fact]
    public async Task Authority_SignInAndConsent_HaveNoViolation()
    {
        await using var visitor = await demo.VisitAsync();
        var app = await visitor.OpenLinkedAppAsync("calendar-sync");
        await CheckAsync(app.Page, "linked-app");
        await app.Page.Locator("[data-connect]").First.ClickAsync();
        var authority = new SignInPageObject(app.Page);
        await CheckAsync(app.Page, "sign-in");
        await authority.SignInAsync("ada@example.com", visitor.PasswordOf("ada@example.com"));
        await Assertions.Expect(authority.Allow).ToBeVisibleAsync();
        await CheckAsync(app.Page, "consent");
        await authority.Deny.ClickAsync();
        await Assertions.Expect(app.Page.Locator("[data-problem=denied]")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task List_WithDetailsAndReceipt_HasNoViolation()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ben);
        foreach (var language in Languages)
        {
            await SpeakAsync(apps, language);
            var clientId = await apps.Cards.First.GetAttributeAsync("data-app") ?? "";
            await apps.OpenDetailsAsync(clientId);
            await CheckAsync(apps.Page, "details");

            await apps.RemoveAsync(clientId);
            await CheckAsync(apps.Page, "receipt");

            var app = await visitor.OpenLinkedAppAsync(clientId);
            await app.ConnectAsync(Ben, visitor.PasswordOf(Ben));
        }
    }

    [Fact]
    public async Task Message_OfAnyKind_HasNoViolation()
    {
        await using var visitor = await demo.VisitAsync();
        var page = await visitor.NewPageAsync();
        foreach (var path in new[]
                 {
                     "signin-problem/denied", "signin-problem/failed", "signin-problem/unreachable", "error",
                     "status/400", "status/403",
                 })
        {
            await OpenAsync(new Uri(demo.Demo.Portal, path));
            await CheckInAllAsync(page, $"message-{path.Replace('/', '-')}");
        }

        foreach (var address in new[]
                 {
                     new Uri(demo.Demo.Authority, "connect/authorize?client_id=nobody"),
                     new Uri(demo.Demo.Authority, "signedout"), demo.Demo.Apps,
                 })
        {
            await OpenAsync(address);
            await CheckAsync(page, $"message{address.AbsolutePath.Replace('/', '-')}");
        }

        async Task OpenAsync(Uri address)
        {
            await page.GotoAsync(address.ToString());
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        }
    }

    /// <summary>A page that looks the same when it is loaded again.</summary>
    internal static async Task CheckInAllAsync(IPage page, string name)
    {
        foreach (var language in Languages)
        {
            await new LanguagePageObject(page).ChooseAsync(language);
            await CheckAsync(page, name);
        }
    }

    /// <summary>The page as it stands, in each look: its picture, and what axe finds.</summary>
    internal static async Task CheckAsync(IPage page, string name)
    {
        var language = await new LanguagePageObject(page).CurrentAsync();
        // What lies over a page covers no more than the window.
        var isWhole = await page.Locator("[role=dialog]").CountAsync() == 0;
        foreach (var (width, theme) in Looks)
        {
            await page.SetViewportSizeAsync(width, Height);
            await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
            var look = $"{name}-{width}-{theme}-{language}".ToLowerInvariant();
            await Screenshots.TakeAsync(page, look, isWhole);
            var violations = await Axe.FindAsync(page);
            Assert.True(violations.Length == 0, $"{look}: {string.Join('\n', violations)}");
        }

        // What of it one sees first, for the manual.
        await (isWhole ? Screenshots.TakeTopAsync(page, $"{name}-{language}") : Screenshots.TakeAsync(page, $"{name}-{language}"));
    }

    private async Task SpeakAsync(ConnectedAppsPageObject apps, string language)
    {
        await apps.Page.GotoAsync(demo.Demo.Portal.ToString());
        await new LanguagePageObject(apps.Page).ChooseAsync(language);
        await apps.WaitUntilLiveAsync();
    }

    private async Task CheckSupportAsync(ConnectedAppsPageObject own, ConnectedAppsPageObject staff)
    {
        var seen = new SupportPageObject(own.Page);
        var support = new SupportPageObject(staff.Page);
        await support.OpenRequestsAsync(demo.Demo.Portal);
        await Assertions.Expect(support.Page.Locator("[data-none]")).ToBeVisibleAsync();
        await CheckAsync(support.Page, "support-requests");
        await support.OpenAsync(demo.Demo.Portal);
        await support.FindAsync(Ben);
        await CheckAsync(support.Page, "support-find");
        await support.StartAsync("4711");
        await Assertions.Expect(support.Banner).ToBeVisibleAsync();
        await staff.WaitUntilLiveAsync();
        await CheckAsync(support.Page, "support-banner");
        await Assertions.Expect(seen.Notice).ToBeVisibleAsync();
        await CheckAsync(own.Page, "support-notice");
        await seen.EndAsOwnerAsync();
        await Assertions.Expect(support.Banner).ToHaveAttributeAsync("data-over", "true");
        await CheckAsync(support.Page, "support-over");
        await CheckAsync(own.Page, "support-ended");
        await own.Page.GotoAsync(new Uri(demo.Demo.Portal, "settings/support").ToString());
        await Assertions.Expect(own.Page.Locator("[data-form=support-setting]")).ToBeVisibleAsync();
        await CheckAsync(own.Page, "support-setting");
        await own.Page.GotoAsync(new Uri(demo.Demo.Portal, "support").ToString());
        await CheckAsync(own.Page, "support-refused");
        await support.EndAsync();
        await Assertions.Expect(support.Banner).ToHaveCountAsync(0);
    }
}

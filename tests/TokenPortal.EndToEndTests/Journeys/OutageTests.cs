using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>Case 85 in the browser: what a person is told while the database is away, and that it mends itself.</summary>
public sealed class OutageTests(DemoFixture demo)
{
    private const string Ben = "ben@example.com";

    [Fact]
    public async Task Database_StoppedWhileRemoving_SaysWhatIsTrueAndRecovers()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ben);
        var clientId = await apps.Cards.First.GetAttributeAsync("data-app") ?? "";
        await apps.AskToRemoveAsync(clientId);
        var other = await visitor.NewPageAsync();

        await demo.Demo.Postgres.StopAsync();
        try
        {
            await apps.ConfirmAsync();
            await Assertions.Expect(apps.Problem).ToBeVisibleAsync();
            await Assertions.Expect(apps.Problem).ToHaveTextAsync(
                new Regex("^(Nothing was changed. Please try again.|We could not confirm that the access is removed. "
                    + "It is safe to try again.)$"));
            await other.GotoAsync(demo.Demo.Portal.ToString());
            await Assertions.Expect(other.Locator("[data-message=database-away]")).ToBeVisibleAsync();
        }
        finally
        {
            await demo.Demo.Postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        }

        // A page that could not say who it is for comes back by itself, still signed in.
        await new ConnectedAppsPageObject(other).WaitUntilLiveAsync();
        await apps.ConfirmAsync();
        await Assertions.Expect(apps.Receipt(clientId)).ToBeVisibleAsync();
        var app = await visitor.OpenLinkedAppAsync(clientId);
        await app.WaitUntilServerAnswersAsync();
        await app.ConnectAsync(Ben, visitor.PasswordOf(Ben));
        await Assertions.Expect(apps.Card(clientId)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task List_OpenedWhileTheDatabaseIsAway_SaysWhatIsTrueAndAppearsByItself()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ben);
        var clientId = await apps.Cards.First.GetAttributeAsync("data-app") ?? "";
        var page = await visitor.NewPageAsync();
        var tab = new ConnectedAppsPageObject(page);

        await demo.Demo.Postgres.StopAsync();
        try
        {
            await page.GotoAsync(demo.Demo.Portal.ToString());
            await Assertions.Expect(page.Locator("[data-message=database-away]"))
                .ToContainTextAsync("Opening this page has changed nothing.");
            await Screenshots.TakeAsync(page, "failed");
        }
        finally
        {
            await demo.Demo.Postgres.StartAgainAsync(TestContext.Current.CancellationToken);
        }

        await Assertions.Expect(tab.Card(clientId)).ToBeVisibleAsync();
        await tab.WaitUntilLiveAsync();
    }
}

using Microsoft.Playwright;
using Npgsql;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>Finding apps among many, and taking access away from several.</summary>
public sealed class CleanUpTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";

    // Others expect her to have no apps: what is connected here is removed here.
    private const string Ada = "ada@example.com";

    private const int Many = 500;

    private static readonly string[] Apps = ["calendar-sync", "photo-print", "travel-buddy"];

    [Fact]
    public async Task Unused_Filtered_StandsInTheAddressAndComesBack()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var list = new CleanUpPageObject(apps.Page);

        await list.Count("unused").ClickAsync();
        await list.ExpectQueryAsync("?only=unused");
        await Assertions.Expect(apps.Card("notes")).ToBeVisibleAsync();
        await Assertions.Expect(apps.Card("mail-mate")).ToHaveCountAsync(0);
        await list.Filter("write").CheckAsync();
        await list.ExpectQueryAsync("?only=unused&only=write");
        await apps.Page.GoBackAsync();
        await list.ExpectQueryAsync("?only=unused");
        await apps.Page.ReloadAsync();
        await apps.WaitUntilLiveAsync();
        await Assertions.Expect(apps.Card("notes")).ToBeVisibleAsync();
        await Assertions.Expect(apps.Card("mail-mate")).ToHaveCountAsync(0);

        await list.SearchAsync("no such app");
        await Assertions.Expect(list.NoMatch).ToBeVisibleAsync();
        await AccessibilityTests.CheckInAllAsync(apps.Page, "cleanup-no-match");
        await apps.WaitUntilLiveAsync();
        await list.Action("reset").ClickAsync();
        await list.ExpectQueryAsync("");
        await Assertions.Expect(apps.Card("mail-mate")).ToBeVisibleAsync();
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Takeover_Pressed_ShutsEverybodyElseOut()
    {
        await using var visitor = await demo.VisitAsync();
        await using var elsewhere = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ada);
        var app = await visitor.OpenLinkedAppAsync(Apps[0]);
        await app.ConnectAsync(Ada, visitor.PasswordOf(Ada));
        var other = await elsewhere.SignInAsync(Ada);
        var page = apps.Page;

        await page.Locator("[data-action=takeover]").ClickAsync();
        foreach (var language in AccessibilityTests.Languages)
        {
            await new LanguagePageObject(page).ChooseAsync(language);
            await apps.WaitUntilLiveAsync();
            await AccessibilityTests.CheckAsync(page, "takeover");
            await page.Locator("[data-action=rescue]").ClickAsync();
            await Assertions.Expect(page.Locator("[data-next]")).ToBeVisibleAsync();
            await AccessibilityTests.CheckAsync(page, "takeover-done");
        }

        await Assertions.Expect(other.Page.Locator("[data-message=signed-out]")).ToBeVisibleAsync();
        await app.ExpectDisconnectedAsync(Ada);
    }

    [Fact]
    public async Task List_OfFiveHundredApps_OpensFiltersAndScrolls()
    {
        await InsertManyAsync();
        try
        {
            await using var visitor = await demo.VisitAsync();
            var apps = await visitor.SignInAsync(Ada);
            var list = new CleanUpPageObject(apps.Page);
            await apps.Page.AddInitScriptAsync("""
                window.longTasks = [];
                new PerformanceObserver(entries => window.longTasks.push(...entries.getEntries().map(entry => entry.duration)))
                    .observe({ type: 'longtask', buffered: true });
                """);
            await apps.Page.ReloadAsync();
            await apps.WaitUntilLiveAsync();
            await Assertions.Expect(list.Found).ToHaveTextAsync($"{Many} apps");
            await Screenshots.TakeAsync(apps.Page, "cleanup-many");

            await list.Action("more").ClickAsync();
            await Assertions.Expect(apps.Cards).ToHaveCountAsync(2 * ConnectedAppsViewModel.Portion);
            await apps.Page.Mouse.WheelAsync(0, 20_000);
            await list.SearchAsync("Sample App 499");
            await Assertions.Expect(apps.Cards).ToHaveCountAsync(1);

            var tasks = await apps.Page.EvaluateAsync<double[]>("window.longTasks");
            Figures.Note(
                $"{Many} apps: {tasks.Length} long tasks, {tasks.Sum():0} ms, longest {tasks.DefaultIfEmpty().Max():0} ms");
            Assert.Empty(visitor.Faults);
        }
        finally
        {
            await ExecuteAsync("""
                set session_replication_role = replica;
                delete from "OpenIddictAuthorizations" where "Id" like 'many-%';
                delete from "OpenIddictApplications" where "Id" like 'many-%';
                """);
        }
    }

    // Without triggers: nobody needs five hundred mails about it.
    private Task InsertManyAsync() => ExecuteAsync($"""
        set session_replication_role = replica;
        insert into "OpenIddictApplications" ("Id", "ClientId", "DisplayName", "ClientType", "ConsentType", "ConcurrencyToken")
        select 'many-' || i, 'sample-app-' || i, 'Sample App ' || i, 'public', 'explicit', 'x'
        from generate_series(1, {Many}) i;
        insert into "OpenIddictAuthorizations"
            ("Id", "ApplicationId", "Subject", "Status", "Type", "Scopes", "CreationDate", "ConcurrencyToken")
        select 'many-' || i, 'many-' || i, '{Subject}', 'valid', 'permanent', '["openid","calendar.read"]',
            now() - i * interval '12 hours', 'x'
        from generate_series(1, {Many}) i;
        """);

    private string Subject => demo.Demo.Accounts.Single(account => account.Email == Ada).Subject;

    private async Task ExecuteAsync(string sql)
    {
        // Its own: the pool may hold one that an outage has cut, and must not get one without triggers.
        await using var connection = new NpgsqlConnection($"{demo.Demo.ConnectionString};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}

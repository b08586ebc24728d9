using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using Npgsql;
using TokenPortal.Demo;

[assembly: AssemblyFixture(typeof(TokenPortal.EndToEndTests.Fixtures.DemoFixture))]
// One after another, since they share the demo and its people; a class with a demo of its own names another collection.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>The demo as it ships, on free ports, and a browser to look at it with.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tokenportal-e2e-{Guid.NewGuid():N}");
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public DemoEnvironment Demo { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // On a busy machine an answer takes longer than the five seconds that Playwright would wait.
        Assertions.SetDefaultExpectTimeout(30_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await Browsers.LaunchAsync(_playwright);
        Demo = await DemoEnvironment.StartAsync(
            new DemoOptions
            {
                DataFolder = _folder,
                Ports = DemoPorts.Any,
                // Short, so that the end of a self-contained token can be seen.
                AuthoritySettings = { ["Authority:AccessTokenLifetime"] = "00:00:30" },
                Logging = RunLog.Attach,
                DatabaseLog = RunLog.Write,
            },
            CancellationToken.None);
        await ExecuteAsync("alter system set log_statement = 'all'");
        await ExecuteAsync("select pg_reload_conf()");
        foreach (var secret in Demo.Accounts.Select(account => account.Password)) RunLog.Note(secret);
        foreach (var secret in Demo.Clients.Select(client => client.ClientSecret)) RunLog.Note(secret);
    }

    /// <summary>A browser window without cookies, as a new visitor has it.</summary>
    public async Task<Visitor> VisitAsync(
        int width = 1280, int height = 900, ColorScheme colorScheme = ColorScheme.Light, string zone = "UTC")
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colorScheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = zone,
        });
        context.SetDefaultTimeout(60_000);
        // Snapshots show every step; filming each one besides costs more than the pages themselves do.
        await context.Tracing.StartAsync(new TracingStartOptions { Snapshots = true });
        return new Visitor(Demo, context);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (Demo is not null)
        {
            await PlantAsync();
            await Demo.DisposeAsync();
        }

        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        if (Demo is not null) Figures.Note(nameof(RunLog), RunLog.Search());
    }

    private async Task PlantAsync()
    {
        await ExecuteAsync($"select '{RunLog.Plant()}'");
        using var logs = LoggerFactory.Create(RunLog.Attach);
        logs.CreateLogger("Test").LogDebug("{Text}", RunLog.Plant());
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Demo.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

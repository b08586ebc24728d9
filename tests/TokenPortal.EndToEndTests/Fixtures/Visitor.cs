using System.Text.Json;
using Microsoft.Playwright;
using TokenPortal.Demo;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>One browser window. After a failed test its last page and its trace are kept in TestResults.</summary>
public sealed class Visitor(DemoEnvironment demo, IBrowserContext context) : IAsyncDisposable
{
    /// <summary>What went wrong in any page of this window: console errors, page errors, failed requests.</summary>
    public List<string> Faults { get; } = [];

    public DemoEnvironment Demo { get; } = demo;

    public async Task<IPage> NewPageAsync()
    {
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") Faults.Add($"{message.Type}: {message.Text}");
        };
        page.PageError += (_, error) => Faults.Add($"page error: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 400) Faults.Add($"{response.Status} {response.Url}");
        };
        return page;
    }

    public async Task<ConnectedAppsPageObject> SignInAsync(string email)
    {
        var page = await NewPageAsync();
        await GoToSignInAsync(page);
        await new SignInPageObject(page).SignInAsync(email, PasswordOf(email));
        var apps = new ConnectedAppsPageObject(page);
        await apps.WaitUntilLiveAsync();
        return apps;
    }

    // After an outage in another test, the server's first answers can still say so.
    private async Task GoToSignInAsync(IPage page)
    {
        const int MostTries = 20;
        for (var tries = 0; tries < MostTries; tries++)
        {
            if (await page.GotoAsync(Demo.Portal.ToString()) is { Status: < 500 }) return;
            Faults.Clear();
        }
    }

    public async Task<ConnectedAppsPageObject> OpenSecondTabAsync()
    {
        var page = await NewPageAsync();
        await page.GotoAsync(Demo.Portal.ToString());
        var apps = new ConnectedAppsPageObject(page);
        await apps.WaitUntilLiveAsync();
        return apps;
    }

    public async Task<LinkedAppPageObject> OpenLinkedAppAsync(string app)
    {
        var page = await NewPageAsync();
        await page.GotoAsync(new Uri(Demo.Apps, app).ToString());
        return new LinkedAppPageObject(page);
    }

    public string PasswordOf(string email) => Demo.Accounts.Single(account => account.Email == email).Password;

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed) await KeepEvidenceAsync();
        await NoteSecretsAsync();
        await context.DisposeAsync();
    }

    // What the browser holds, and what the linked apps do.
    private async Task NoteSecretsAsync()
    {
        foreach (var cookie in (await context.CookiesAsync()).Where(cookie => cookie.HttpOnly)) RunLog.Note(cookie.Value);
        var tokens = Path.Combine(Demo.DataFolder, "linked-apps.json");
        if (!File.Exists(tokens)) return;
        using var document = JsonDocument.Parse(await File.ReadAllTextAsync(tokens));
        foreach (var connection in document.RootElement.EnumerateArray())
        {
            if (!connection.TryGetProperty("Tokens", out var set) || set.ValueKind != JsonValueKind.Object) continue;
            foreach (var token in set.EnumerateObject()) RunLog.Note(token.Value.GetString());
        }
    }

    private async Task KeepEvidenceAsync()
    {
        var name = $"{TestContext.Current.TestCase?.TestMethodName}-{Guid.NewGuid():N}";
        var folder = Path.Combine(AppContext.BaseDirectory, "TestResults");
        await context.Tracing.StopAsync(new TracingStopOptions { Path = Path.Combine(folder, $"{name}.zip") });
        foreach (var (page, i) in context.Pages.Select((page, i) => (page, i)))
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{i}.png") });
    }
}

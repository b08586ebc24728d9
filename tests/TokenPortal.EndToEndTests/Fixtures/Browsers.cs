using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>Finds a Chromium, or fetches Playwright's own, or says in one line what is missing.</summary>
internal static class Browsers
{
    private const string Setting = "TOKENPORTAL_CHROMIUM";

    private static readonly string[] Installed =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    /// <summary>Null means Playwright's own browser.</summary>
    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright)
    {
        var path = Environment.GetEnvironmentVariable(Setting) ?? Installed.FirstOrDefault(File.Exists);
        try
        {
            return await LaunchAsync(playwright, path);
        }
        catch (PlaywrightException) when (path is null && Microsoft.Playwright.Program.Main(["install", "chromium"]) == 0)
        {
            return await LaunchAsync(playwright, path);
        }
        catch (PlaywrightException exception) when (path is null)
        {
            throw new InvalidOperationException(
                $"No Chromium: install the package chromium, or name one in {Setting}.", exception);
        }
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright, string? path) =>
        playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path });
}

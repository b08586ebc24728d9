using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>Pictures of pages, taken on the way when the setting names a folder.</summary>
internal static class Screenshots
{
    private const string Setting = "TOKENPORTAL_SCREENSHOTS";

    public static async Task TakeAsync(IPage page, string name, bool wholePage = false)
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } folder) return;
        await page.ScreenshotAsync(new PageScreenshotOptions
        {
            Path = Path.Combine(folder, $"{name}.png"),
            FullPage = wholePage,
        });
    }
}

using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>Pictures of pages, taken on the way when the setting names a folder.</summary>
internal static class Screenshots
{
    private const string Setting = "TOKENPORTAL_SCREENSHOTS";

    private const int TopHeight = 1040;

    public static Task TakeAsync(IPage page, string name, bool wholePage = false) =>
        TakeAsync(page, name, new PageScreenshotOptions { FullPage = wholePage });

    /// <summary>From the top of the page, as much as a large window shows.</summary>
    public static Task TakeTopAsync(IPage page, string name) => TakeAsync(
        page, name, new PageScreenshotOptions
        {
            FullPage = true,
            Clip = new Clip { Width = page.ViewportSize!.Width, Height = TopHeight },
        });

    private static async Task TakeAsync(IPage page, string name, PageScreenshotOptions options)
    {
        if (Environment.GetEnvironmentVariable(Setting) is not { Length: > 0 } folder) return;
        options.Path = Path.Combine(folder, $"{name}.png");
        await page.ScreenshotAsync(options);
    }
}

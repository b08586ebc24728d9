using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The portal's history.</summary>
public sealed class HistoryPageObject(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Sentences => Page.Locator("[data-sentence]");

    public ILocator NoMatch => Page.Locator("[data-empty=filter]");

    public ILocator Export(string extension) => Page.Locator($"[data-export={extension}] button");

    public static async Task<HistoryPageObject> OpenAsync(IPage page, Uri portal)
    {
        await page.GotoAsync(new Uri(portal, "history").ToString());
        return await LiveAsync(page);
    }

    /// <summary>By the link in the header, without loading a page.</summary>
    public static async Task<HistoryPageObject> FollowLinkAsync(IPage page)
    {
        await page.Locator("nav a[href=history]").ClickAsync();
        return await LiveAsync(page);
    }

    public Task FilterAsync(string name, string value) => Page.Locator($"select[name={name}]").SelectOptionAsync(value);

    private static async Task<HistoryPageObject> LiveAsync(IPage page)
    {
        await Assertions.Expect(page.Locator("[data-filters]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-live=true]")).ToBeAttachedAsync();
        return new HistoryPageObject(page);
    }
}

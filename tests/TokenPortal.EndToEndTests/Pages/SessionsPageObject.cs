using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The portal's page of one's own sign-ins.</summary>
public sealed class SessionsPageObject(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Cards => Page.Locator("article[data-session]");

    public ILocator Others => Page.Locator("article[data-this=false]");

    public ILocator Dialog => Page.Locator(".removal");

    public ILocator Receipt => Page.Locator("[data-session-receipt]");

    public static async Task<SessionsPageObject> OpenAsync(IPage page, Uri portal)
    {
        await page.GotoAsync(new Uri(portal, "sessions").ToString());
        await Assertions.Expect(page.Locator("[data-live=true]")).ToBeAttachedAsync();
        return new SessionsPageObject(page);
    }

    public async Task AskToEndOthersAsync()
    {
        await Page.Locator("[data-action=end-others]").ClickAsync();
        await Assertions.Expect(Dialog).ToBeVisibleAsync();
    }

    public Task ConfirmAsync() => Dialog.Locator("[data-action=confirm]").ClickAsync();
}

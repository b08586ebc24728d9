using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The authority's sign-in and consent pages.</summary>
public sealed class SignInPageObject(IPage page)
{
    public ILocator Email => page.Locator("input[name=Email]");

    public ILocator Allow => page.Locator("button[name=decision][value=allow]");

    public ILocator Deny => page.Locator("button[name=decision][value=deny]");

    public async Task SignInAsync(string email, string password)
    {
        await Email.FillAsync(email);
        await page.Locator("input[name=Password]").FillAsync(password);
        await page.Locator("button[type=submit]").ClickAsync();
    }
}

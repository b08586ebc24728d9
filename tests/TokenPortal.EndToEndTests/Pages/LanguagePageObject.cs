using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The choice of a language at the foot of every page.</summary>
public sealed class LanguagePageObject(IPage page)
{
    /// <summary>The language that the whole page says it is in.</summary>
    public Task<string?> CurrentAsync() => page.Locator("html").GetAttributeAsync("lang");

    public async Task ChooseAsync(string language)
    {
        await page.Locator($"[data-form=language] button[lang={language}]").ClickAsync();
        await Assertions.Expect(page.Locator($"html[lang={language}]")).ToBeAttachedAsync();
    }
}

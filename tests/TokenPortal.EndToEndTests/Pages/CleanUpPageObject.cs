using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>What the list of connected apps has for many of them: finding, selecting, and marks on new ones.</summary>
public sealed class CleanUpPageObject(IPage page)
{
    public ILocator Dialog => page.Locator("[data-dialog=remove-several]");

    public ILocator Results => Dialog.Locator("[data-result=removed]");

    public ILocator Found => page.Locator("[data-found]");

    public ILocator NoMatch => page.Locator("[data-no-match]");

    public ILocator NewMark(string clientId) => page.Locator($"[data-new='{clientId}']");

    public ILocator Action(string name) => page.Locator($"[data-action={name}]");

    public ILocator Count(string kind) => page.Locator($"[data-count={kind}]");

    public ILocator Filter(string word) => page.Locator($"[data-finding] input[value={word}]");

    public ILocator Box(string clientId) => page.Locator($"[data-select='{clientId}']");

    public Task ExpectQueryAsync(string query) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex($"/{Regex.Escape(query)}$"));

    public ILocator Search => page.Locator("[data-finding] input[type=search]");

    public ILocator Order => page.Locator("[data-finding] select");

    public async Task SearchAsync(string text)
    {
        await Search.FillAsync(text);
        await Search.PressAsync("Enter");
    }
}

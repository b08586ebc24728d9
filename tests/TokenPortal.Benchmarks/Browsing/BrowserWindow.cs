using Microsoft.Playwright;
using TokenPortal.Demo.Samples;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.Benchmarks.Browsing;

/// <summary>A window of the browser that the end-to-end tests use, signed in at the portal.</summary>
internal sealed class BrowserWindow : IAsyncDisposable
{
    private const int Timeout = 60_000;

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;
    private readonly Uri _portal;

    private BrowserWindow(IPlaywright playwright, IBrowser browser, IPage page, Uri portal)
    {
        (_playwright, _browser, Page, _portal) = (playwright, browser, page, portal);
        Apps = new ConnectedAppsPageObject(page);
    }

    public IPage Page { get; }

    public ConnectedAppsPageObject Apps { get; }

    public static async Task<BrowserWindow> OpenAsync(Uri portal, SampleAccount account)
    {
        Assertions.SetDefaultExpectTimeout(Timeout);
        var playwright = await Playwright.CreateAsync();
        var browser = await Browsers.LaunchAsync(playwright);
        var context = await browser.NewContextAsync(new BrowserNewContextOptions { Locale = "en-GB", TimezoneId = "UTC" });
        context.SetDefaultTimeout(Timeout);
        var window = new BrowserWindow(playwright, browser, await context.NewPageAsync(), portal);
        await window.Page.GotoAsync(portal.AbsoluteUri);
        await new SignInPageObject(window.Page).SignInAsync(account.Email, account.Password);
        await window.Apps.WaitUntilLiveAsync();
        return window;
    }

    /// <summary>Loads the list page anew, and waits until its circuit is there.</summary>
    public async Task LoadAsync()
    {
        await Page.GotoAsync(_portal.AbsoluteUri);
        await Apps.WaitUntilLiveAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

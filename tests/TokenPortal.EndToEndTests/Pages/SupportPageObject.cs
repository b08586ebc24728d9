using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The pages of staff, and what a user sees of them.</summary>
public sealed class SupportPageObject(IPage page)
{
    public IPage Page { get; } = page;

    public ILocator Banner => Page.Locator("[data-support-banner]");

    /// <summary>On the user's own page.</summary>
    public ILocator Notice => Page.Locator("[data-support-notice]");

    public ILocator NoticeMessage => Page.Locator("[data-support-message]");

    public ILocator Person => Page.Locator("[data-person]");

    public ILocator Request => Page.Locator("[data-request]");

    public Task OpenAsync(Uri portal) => Page.GotoAsync(new Uri(portal, "support").ToString());

    public Task OpenRequestsAsync(Uri portal) => Page.GotoAsync(new Uri(portal, "support/requests").ToString());

    public async Task FindAsync(string email)
    {
        await Page.Locator("#q").FillAsync(email);
        await Page.Locator("[data-form=find] button").ClickAsync();
        await Assertions.Expect(Person).ToContainTextAsync(email);
    }

    public async Task StartAsync(string ticket)
    {
        await Page.Locator("[data-form=start] [data-field=ticket]").FillAsync(ticket);
        await StartAsync();
    }

    public Task StartAsync() => Page.Locator("[data-form=start] [data-action=start]").ClickAsync();

    public async Task AskAsync(string ticket)
    {
        await Page.Locator("[data-form=ask] [data-field=ticket]").FillAsync(ticket);
        await Page.Locator("[data-form=ask] [data-action=ask]").ClickAsync();
        await Assertions.Expect(Request).ToBeVisibleAsync();
    }

    public Task EndAsync() => Page.Locator("[data-action=end-support]").ClickAsync();

    public Task EndAsOwnerAsync() => Notice.Locator("[data-action=end-their-support]").ClickAsync();

    public async Task ChooseAsync(Uri portal, string choice)
    {
        await Page.GotoAsync(new Uri(portal, "settings/support").ToString());
        await Assertions.Expect(Page.Locator("[data-live=true]")).ToBeAttachedAsync();
        await Page.Locator($"[data-choice={choice}]").CheckAsync();
        await Page.Locator("[data-action=save]").ClickAsync();
        await Assertions.Expect(Page.Locator("[data-message]")).ToHaveTextAsync("Saved.");
    }
}

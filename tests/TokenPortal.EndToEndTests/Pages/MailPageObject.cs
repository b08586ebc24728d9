using Microsoft.Playwright;
using TokenPortal.Demo;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>The demo's inbox of everybody's mails.</summary>
public sealed class MailPageObject(IPage page, DemoEnvironment demo)
{
    public IPage Page { get; } = page;

    public ILocator Text => Page.Locator("[data-text]");

    public ILocator Subject => Page.Locator("[data-subject]");

    /// <summary>The mail as its reader sees it.</summary>
    public IFrameLocator Html => Page.FrameLocator("iframe.html");

    public ILocator Mail(string subject) =>
        Page.Locator("[data-mail]").Filter(new LocatorFilterOptions { HasText = subject });

    public Task OpenAsync(string recipient) =>
        Page.GotoAsync(new Uri(demo.Mail, $"?to={Uri.EscapeDataString(recipient)}").ToString());
}

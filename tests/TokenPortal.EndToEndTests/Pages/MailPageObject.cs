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

    /// <summary>Waits for a mail and gives its plain text.</summary>
    public async Task<string> UntilCaughtAsync(string recipient, string subject, string part)
    {
        var address = new Uri(demo.Mail, $"api/mails?to={Uri.EscapeDataString(recipient)}").ToString();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var answer = await Page.APIRequest.GetAsync(address);
            foreach (var mail in (await answer.JsonAsync())!.Value.EnumerateArray())
            {
                var text = mail.GetProperty("text").GetString()!;
                if (mail.GetProperty("subject").GetString() == subject && text.Contains(part, StringComparison.Ordinal))
                    return text;
            }
        }
    }
}

using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>What happens to an account reaches its owner by mail.</summary>
public sealed class NoticeTests(DemoFixture demo)
{
    private const string Sue = "sue@example.com";

    [Fact]
    public async Task NewApp_Connected_IsToldToItsOwnerByMail()
    {
        await using var visitor = await demo.VisitAsync();
        await visitor.SignInAsync(Sue);
        var notes = await visitor.OpenLinkedAppAsync("travel-buddy");
        await notes.ConnectAsync(Sue, visitor.PasswordOf(Sue));

        var mails = new MailPageObject(await visitor.NewPageAsync(), demo.Demo);
        await mails.OpenAsync(Sue);
        await mails.Mail("A new app was connected: Travel Buddy").ClickAsync();

        await Assertions.Expect(mails.Subject).ToHaveTextAsync("A new app was connected: Travel Buddy");
        await Assertions.Expect(mails.Html.Locator("h1")).ToHaveTextAsync("A new app was connected: Travel Buddy");
        await Assertions.Expect(mails.Html.Locator("a")).ToHaveAttributeAsync("href", demo.Demo.Portal.ToString());
        await Screenshots.TakeAsync(mails.Page, "mail");
        await mails.Page.GetByText("Plain text").ClickAsync();
        await Assertions.Expect(mails.Text).ToContainTextAsync("If this was you, there is nothing to do.");
        // The portal's own sign-in makes an authorization too, and is no news.
        Assert.Equal(1, await mails.Page.Locator("[data-mail]").CountAsync());
        // The frame lets no script run, not even the one with which the test looks into it.
        Assert.DoesNotContain(
            visitor.Faults, fault => !fault.Contains("Blocked script execution", StringComparison.Ordinal));
    }
}

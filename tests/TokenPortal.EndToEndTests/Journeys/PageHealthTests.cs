using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>Case 133: a click-through without a console error, a refused script or style, or a failed request.</summary>
public sealed class PageHealthTests(DemoFixture demo)
{
    [Fact]
    public async Task Portal_ClickedThrough_HasNoFault()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync("ann@example.com");
        await apps.AskToRemoveAsync("mail-mate");
        await apps.KeepAsync();
        var app = await AppPageObject.FollowLinkAsync(apps, "mail-mate");
        await app.AskToRemoveAsync("mail.send");
        await app.KeepAsync();
        await app.Page.Locator("[data-action=whole-history]").ClickAsync();
        await Microsoft.Playwright.Assertions.Expect(app.Page.Locator("[data-filters]")).ToBeVisibleAsync();
        var history = await HistoryPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
        await history.FilterAsync("time", "month");
        await history.Page.GoBackAsync();
        await SessionsPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
        await apps.SignOutAsync();
        await apps.Page.Locator("[data-message=signed-out]").WaitForAsync();
        Assert.Empty(visitor.Faults);
    }

    [Theory] // Cases 134 and 135
    [InlineData("")]
    [InlineData("apps/nothing")]
    [InlineData("history")]
    [InlineData("history/export.json")]
    [InlineData("sessions")]
    [InlineData("someone-has-my-account")]
    [InlineData("support")]
    [InlineData("support/requests")]
    [InlineData("settings/support")]
    [InlineData("signed-out")]
    [InlineData("no/such/page")]
    [InlineData("health/live")]
    [InlineData("theme.css")]
    public async Task Answer_OfAnyKind_CarriesTheSecurityHeaders(string path)
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync("ann@example.com");
        var answer = await apps.Page.APIRequest.GetAsync(new Uri(demo.Demo.Portal, path).ToString());

        Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
        Assert.Equal("same-origin", answer.Headers["referrer-policy"]);
        Assert.Contains("frame-ancestors 'none'", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", answer.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("server", answer.Headers.Keys);
    }
}

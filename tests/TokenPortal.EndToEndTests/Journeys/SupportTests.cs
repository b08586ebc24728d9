using System.Diagnostics;
using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>Support looks at a user's page in one browser, and the user sees it in another.</summary>
public sealed class SupportTests(DemoFixture demo)
{
    private const string Ben = "ben@example.com";
    private const string Sam = "sam@example.com";
    private const string Sue = "sue@example.com";

    [Fact]
    public async Task Look_UserEndsIt_NextClickOfSupportIsRefused()
    {
        await using var user = await demo.VisitAsync();
        await using var staff = await demo.VisitAsync();
        var own = await user.SignInAsync(Ben);
        var seen = new SupportPageObject(own.Page);
        var apps = await staff.SignInAsync(Sam);
        var support = new SupportPageObject(apps.Page);
        await support.OpenAsync(demo.Demo.Portal);
        await support.FindAsync(Ben);
        var clicked = Stopwatch.StartNew();
        await support.StartAsync("4711");
        await seen.Notice.WaitForAsync();
        Figures.Note($"the user's open page shows support {clicked.ElapsedMilliseconds} ms after the click");
        await Assertions.Expect(support.Banner).ToContainTextAsync("Sam Support looks at the page of Ben Example");
        await apps.WaitUntilLiveAsync();
        await Assertions.Expect(apps.Cards.First).ToBeVisibleAsync();

        await Assertions.Expect(seen.Notice).ToContainTextAsync("ticket 4711");
        var clientId = (await apps.Cards.First.GetAttributeAsync("data-app"))!;
        await apps.AskToRemoveAsync(clientId);
        await seen.EndAsOwnerAsync();

        await Assertions.Expect(seen.Notice).ToHaveCountAsync(0);
        await Assertions.Expect(seen.NoticeMessage).ToContainTextAsync("You ended the support session");
        await Assertions.Expect(support.Banner).ToHaveAttributeAsync("data-over", "true");
        await Assertions.Expect(apps.Page.Locator("[data-message=support-ended]")).ToBeVisibleAsync();
        await apps.ConfirmAsync();
        await Assertions.Expect(apps.Problem).ToContainTextAsync("The support session is over");
        await apps.KeepAsync();
        await Assertions.Expect(own.Card(clientId)).ToBeVisibleAsync();

        await support.EndAsync();
        await Assertions.Expect(support.Banner).ToHaveCountAsync(0);
        await Assertions.Expect(support.Page.Locator("#q")).ToBeVisibleAsync();

        await ExpectMailsAsync(user, "4711");
        var users = await HistoryPageObject.OpenAsync(own.Page, demo.Demo.Portal);
        await Assertions.Expect(users.Sentences.Nth(0)).ToHaveTextAsync("You ended a support session.");
        await Assertions.Expect(users.Sentences.Nth(1)).ToHaveTextAsync(
            "Support (Sam Support) began to look at your connected apps: lost phone or computer, ticket 4711.");
        var staffs = await HistoryPageObject.OpenAsync(support.Page, demo.Demo.Portal);
        await Assertions.Expect(staffs.Sentences.Nth(0)).ToHaveTextAsync(
            "Your support session at the page of Ben Example ended.");
        await Assertions.Expect(staffs.Sentences.Nth(1)).ToHaveTextAsync(
            "You began to look at the connected apps of Ben Example: lost phone or computer, ticket 4711.");
    }

    [Fact]
    public async Task Look_UserSaidNever_NeedsASecondStaffMember()
    {
        await using var user = await demo.VisitAsync();
        await using var staff = await demo.VisitAsync();
        await using var colleague = await demo.VisitAsync();
        var own = new SupportPageObject((await user.SignInAsync(Ben)).Page);
        await own.ChooseAsync(demo.Demo.Portal, "Never");
        var first = new SupportPageObject((await staff.SignInAsync(Sam)).Page);
        await first.OpenAsync(demo.Demo.Portal);
        await first.FindAsync(Ben);
        await first.AskAsync("4712");
        var second = new SupportPageObject((await colleague.SignInAsync(Sue)).Page);

        await second.OpenRequestsAsync(demo.Demo.Portal);
        await second.Request.Locator("[data-action=approve]").ClickAsync();
        await Assertions.Expect(second.Request).ToHaveCountAsync(0);

        await first.Page.Locator("[data-action=look-again]").ClickAsync();
        await Assertions.Expect(first.Page.Locator("[data-approved=true]")).ToBeVisibleAsync();
        await first.StartAsync();
        await Assertions.Expect(first.Banner).ToContainTextAsync("Ben Example");
        await Assertions.Expect(own.Notice).ToContainTextAsync("ticket 4712");
        await own.ChooseAsync(demo.Demo.Portal, "WithReason");
        await own.EndAsOwnerAsync();
        await Assertions.Expect(first.Banner).ToHaveAttributeAsync("data-over", "true");
    }

    // Both cannot be switched off.
    private async Task ExpectMailsAsync(Visitor user, string ticket)
    {
        var mails = new MailPageObject(await user.NewPageAsync(), demo.Demo);
        foreach (var subject in new[]
                 {
                     "Support is looking at your connected apps", "Support has stopped looking at your connected apps",
                 })
        {
            var text = await mails.UntilCaughtAsync(Ben, subject, ticket);
            Assert.Contains("Sam Support of support", text, StringComparison.Ordinal);
        }
    }
}

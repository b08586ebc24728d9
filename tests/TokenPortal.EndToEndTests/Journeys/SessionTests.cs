using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TokenPortal.Core.People;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

public sealed class SessionTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";

    [Fact]
    public async Task Anonymous_OpensTheList_SignsInAndComesBackToIt()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        await Assertions.Expect(apps.Page).ToHaveURLAsync(demo.Demo.Portal.ToString());
        await Assertions.Expect(apps.Card("mail-mate")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FirstHtml_OfTheList_HoldsTheAppsAlready()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var html = await (await apps.Page.APIRequest.GetAsync(demo.Demo.Portal.ToString())).TextAsync();
        Assert.Contains("data-app=\"mail-mate\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("data-state=\"loading\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_Pressed_EndsTheSessionAndSaysSo()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);

        await apps.SignOutAsync();

        await Assertions.Expect(apps.Page.Locator("[data-message=signed-out]")).ToBeVisibleAsync();
        await apps.Page.GotoAsync(demo.Demo.Portal.ToString());
        await Assertions.Expect(new SignInPageObject(apps.Page).Email).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignIn_AskedToGoElsewhereAfterwards_StaysHere()
    {
        await using var visitor = await demo.VisitAsync();
        var page = await visitor.NewPageAsync();
        await page.GotoAsync(new Uri(demo.Demo.Portal, "signin?returnUrl=https%3A%2F%2Fexample.org%2F").ToString());
        await new SignInPageObject(page).SignInAsync(Ann, visitor.PasswordOf(Ann));
        await Assertions.Expect(page).ToHaveURLAsync(new Regex($"^{Regex.Escape(demo.Demo.Portal.ToString())}"));
    }

    [Fact]
    public async Task Connection_LostAndBack_IsSaidAndThePageGoesOn()
    {
        await using var visitor = await demo.VisitAsync(390, 844);
        var apps = await visitor.SignInAsync(Ann);

        // A browser that is offline notices after the half minute in which the server should have been heard.
        await apps.Page.Context.SetOfflineAsync(true);
        await Assertions.Expect(apps.Reconnecting).ToBeVisibleAsync(new() { Timeout = 90_000 });
        await Assertions.Expect(apps.Reconnecting).ToContainTextAsync("Reconnecting");
        await Screenshots.TakeAsync(apps.Page, "reconnecting");
        await apps.Page.Context.SetOfflineAsync(false);

        await Assertions.Expect(apps.Reconnecting).ToBeHiddenAsync();
        await apps.AskToRemoveAsync("mail-mate");
        await apps.KeepAsync();
    }

    [Fact] // Case 51
    public async Task SignOut_PostedWithoutAntiforgeryToken_IsRefused()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var answer = await apps.Page.APIRequest.PostAsync(new Uri(demo.Demo.Portal, "signout").ToString());
        Assert.Equal(400, answer.Status);
        await apps.Page.ReloadAsync();
        await Assertions.Expect(apps.Card("mail-mate")).ToBeVisibleAsync();
    }

    [Fact] // Case 136
    public async Task Cookie_OfTheSession_IsNotForScriptsAndNotForOtherSites()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var cookie = (await apps.Page.Context.CookiesAsync()).Single(cookie => cookie.Name == "tp.session");
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteAttribute.Lax, cookie.SameSite);
    }

    [Fact]
    public async Task UnknownAddress_Opened_SaysThatThereIsNoSuchPage()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var answer = await apps.Page.GotoAsync(new Uri(demo.Demo.Portal, "no/such/page").ToString());
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(apps.Page.Locator("[data-message=not-found]")).ToBeVisibleAsync();
    }

    [Fact] // Case 54
    public async Task SignOut_InOneTab_ClosesTheOtherAtOnceAndForGood()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var secondTab = await visitor.OpenSecondTabAsync();

        await apps.SignOutAsync();

        await Assertions.Expect(secondTab.Page.Locator("[data-message=signed-out]")).ToBeVisibleAsync();
        await secondTab.Page.GotoAsync(demo.Demo.Portal.ToString());
        await Assertions.Expect(new SignInPageObject(secondTab.Page).Email).ToBeVisibleAsync();
    }

    [Fact] // Case 55
    public async Task OpenPage_OfAPersonWhoIsSuspended_SaysSoAndNobodyComesBack()
    {
        const string Ada = "ada@example.com";
        var subject = demo.Demo.Accounts.Single(account => account.Email == Ada).Subject;
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ada);
        try
        {
            await Suspension.SuspendAsync(demo.Demo.ConnectionString, subject, null, TimeProvider.System, Cancellation);

            await Assertions.Expect(apps.Page.Locator("[data-message=suspended]")).ToBeVisibleAsync();
            await apps.Page.GotoAsync(demo.Demo.Portal.ToString());
            await Assertions.Expect(apps.Page.Locator("[data-message=suspended]")).ToBeVisibleAsync();
        }
        finally
        {
            await Suspension.RestoreAsync(demo.Demo.ConnectionString, subject, TimeProvider.System, Cancellation);
        }

        await apps.Page.GotoAsync(demo.Demo.Portal.ToString());
        await apps.WaitUntilLiveAsync();
    }

    [Fact]
    public async Task Sessions_OfAnotherBrowser_CanBeEndedFromHere()
    {
        await using var stolen = await demo.VisitAsync();
        await using var own = await demo.VisitAsync(390, 844);
        var there = await stolen.SignInAsync("ben@example.com");
        var here = await own.SignInAsync("ben@example.com");
        var sessions = await SessionsPageObject.OpenAsync(here.Page, demo.Demo.Portal);
        await Assertions.Expect(sessions.Others.First).ToBeVisibleAsync();

        await sessions.AskToEndOthersAsync();
        await sessions.ConfirmAsync();

        await Assertions.Expect(sessions.Receipt).ToBeVisibleAsync();
        await Assertions.Expect(sessions.Cards).ToHaveCountAsync(1);
        await Assertions.Expect(there.Page.Locator("[data-message=signed-out]")).ToBeVisibleAsync();
        await here.Page.ReloadAsync();
        await Assertions.Expect(sessions.Cards).ToHaveCountAsync(1);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

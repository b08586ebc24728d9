using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>The page of one app: less access, and one device less.</summary>
public sealed class AppPageTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";
    private const string Ben = "ben@example.com";

    [Fact]
    public async Task RemovePermission_App_GoesOnWithTheRestAndIsRefusedWithoutWhatItNeeds()
    {
        await using var visitor = await demo.VisitAsync();
        var calendar = await visitor.OpenLinkedAppAsync("calendar-sync");
        await calendar.ExpectConnectedAsync(Ben);
        var page = await AppPageObject.FollowLinkAsync(await visitor.SignInAsync(Ben), "calendar-sync");

        await page.RemoveAsync("calendar.write");

        await Assertions.Expect(page.Notice).ToContainTextAsync("All passes that it held have ended.");
        await Assertions.Expect(page.Page.Locator("#permissions")).ToBeFocusedAsync();
        await Assertions.Expect(page.Page.Locator("[data-sentence]").First).ToContainTextAsync("(Change your calendar)");
        await calendar.ExpectRefreshedAsync(Ben);
        await calendar.ExpectConnectedAsync(Ben);

        await page.RemoveAsync("calendar.read");

        await Assertions.Expect(calendar.Connection(Ben)).ToHaveAttributeAsync("data-status", "refused");
        await Assertions.Expect(calendar.Connection(Ben)).ToHaveAttributeAsync("data-api-status", "403");
        await calendar.ConnectAsync(Ben, visitor.PasswordOf(Ben));
        await Assertions.Expect(page.Permission("calendar.read")).ToBeVisibleAsync();
        await Assertions.Expect(page.Permission("calendar.write")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignOutDevice_OneOfTwo_EndsThereAndTheOtherGoesOn()
    {
        await using var visitor = await demo.VisitAsync();
        var mail = await visitor.OpenLinkedAppAsync("mail-mate");
        await mail.ExpectConnectedAsync(Ann, "Phone");
        await mail.ExpectConnectedAsync(Ann, "Laptop");
        var page = await AppPageObject.FollowLinkAsync(await visitor.SignInAsync(Ann), "mail-mate");
        await Assertions.Expect(page.Devices).ToHaveCountAsync(2);

        await page.SignOutAsync("Laptop");

        await Assertions.Expect(page.Page.Locator("#devices")).ToBeFocusedAsync();
        await mail.ExpectDisconnectedAsync(Ann, "Laptop");
        await mail.ExpectRefreshedAsync(Ann, "Phone");
        await mail.ExpectConnectedAsync(Ann, "Phone");
        await mail.ConnectAgainAsync("Laptop", Ann, visitor.PasswordOf(Ann));
        // A new device under a consent that stands is no change of which the server gives a hint.
        await page.Page.ReloadAsync();
        await Assertions.Expect(page.Devices).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task App_RemovedInAnotherTab_IsSaidToBeGone()
    {
        await using var visitor = await demo.VisitAsync();
        var page = await AppPageObject.FollowLinkAsync(await visitor.SignInAsync(Ben), "photo-print");
        var list = await visitor.OpenSecondTabAsync();

        await list.RemoveAsync("photo-print");

        await Assertions.Expect(page.Gone).ToContainTextAsync("no longer connected");
        var photos = await visitor.OpenLinkedAppAsync("photo-print");
        await photos.ConnectAsync(Ben, visitor.PasswordOf(Ben));
        await Assertions.Expect(page.Gone).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task App_OfAnotherUser_IsAnsweredLikeOneThatDoesNotExist()
    {
        await using var annsWindow = await demo.VisitAsync();
        await using var bensWindow = await demo.VisitAsync();
        var ann = await annsWindow.SignInAsync(Ann);
        var ben = await bensWindow.SignInAsync(Ben);
        var key = await ann.Card("mail-mate").GetAttributeAsync("data-key");

        foreach (var address in new[] { $"apps/{key}", "apps/nothing" })
        {
            await ben.Page.GotoAsync(new Uri(demo.Demo.Portal, address).ToString());
            await Assertions.Expect(ben.Page.Locator("[data-message=not-found]")).ToBeVisibleAsync();
        }
    }
}

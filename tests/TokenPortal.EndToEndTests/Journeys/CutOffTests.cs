using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>The main job: see an app, cut it off, and watch it lose its access (ASVS 4.0.3 V3.5.1, 5.0 V10.4.9).</summary>
public sealed partial class CutOffTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";
    private const string Ben = "ben@example.com";

    [Fact]
    public async Task Remove_ReferenceTokenApp_LosesAccessAtOnceAndOthersKeepTheirs()
    {
        await using var visitor = await demo.VisitAsync();
        var calendar = await visitor.OpenLinkedAppAsync("calendar-sync");
        var photos = await visitor.OpenLinkedAppAsync("photo-print");
        await calendar.ExpectConnectedAsync(Ann);
        await photos.ExpectConnectedAsync(Ann);
        var apps = await visitor.SignInAsync(Ann);
        var secondTab = await visitor.OpenSecondTabAsync();
        await Assertions.Expect(secondTab.Card("calendar-sync")).ToBeVisibleAsync();
        var loads = 0;
        secondTab.Page.Load += (_, _) => loads++;

        await apps.RemoveAsync("calendar-sync");

        await Assertions.Expect(apps.CutOff("calendar-sync")).ToHaveAttributeAsync("data-cutoff", "at-once");
        await Assertions.Expect(apps.Card("calendar-sync")).ToHaveCountAsync(0);
        await Assertions.Expect(secondTab.Card("calendar-sync")).ToHaveCountAsync(0);
        Assert.Equal(0, loads);
        await calendar.ExpectDisconnectedAsync(Ann);
        await photos.ExpectConnectedAsync(Ann);

        await calendar.ConnectAsync(Ann, visitor.PasswordOf(Ann));
        await Assertions.Expect(secondTab.Card("calendar-sync")).ToBeVisibleAsync();
        Assert.Equal(0, loads);
    }

    [Fact]
    public async Task Remove_SelfContainedTokenApp_KeepsAccessUntilTheTimeThatThePageNames()
    {
        await using var visitor = await demo.VisitAsync();
        var vault = await visitor.OpenLinkedAppAsync("file-vault");
        await vault.ExpectConnectedAsync(Ann);
        var apps = await visitor.SignInAsync(Ann);
        await vault.ExpectRefreshedAsync(Ann);

        await apps.RemoveAsync("file-vault");

        var sentence = apps.CutOff("file-vault");
        await Assertions.Expect(sentence).ToHaveAttributeAsync("data-cutoff", "lingering");
        var named = NamedTime().Match(await sentence.InnerTextAsync());
        Assert.True(named.Success);
        // The API checks keys only: it goes on accepting the token that the app holds, and no longer.
        await vault.ExpectCheckedAgainAsync(Ann);
        await vault.ExpectConnectedAsync(Ann);
        await vault.ExpectDisconnectedAsync(Ann, timeout: 90_000);
        var end = await vault.CheckedAtAsync(Ann);
        var until = DateTimeOffset.ParseExact(
            named.Value, "d MMMM yyyy, HH:mm 'UTC'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        Assert.InRange(end, until, until.AddMinutes(1).AddSeconds(10));
        await vault.ConnectAsync(Ann, visitor.PasswordOf(Ann));
    }

    [Fact]
    public async Task Remove_DoubleClickAndSecondTab_DoNoHarm()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ben);
        var clientId = await apps.Cards.First.GetAttributeAsync("data-app") ?? "";
        var secondTab = await visitor.OpenSecondTabAsync();
        await apps.AskToRemoveAsync(clientId);
        await secondTab.AskToRemoveAsync(clientId);

        await apps.ConfirmTwiceAsync();
        await Assertions.Expect(apps.Receipt(clientId)).ToHaveCountAsync(1);
        await secondTab.ConfirmAsync();

        await Assertions.Expect(secondTab.Notice).ToBeVisibleAsync();
        await Assertions.Expect(secondTab.Card(clientId)).ToHaveCountAsync(0);
        await Assertions.Expect(apps.Card(clientId)).ToHaveCountAsync(0);
        var app = await visitor.OpenLinkedAppAsync(clientId);
        await app.ConnectAsync(Ben, visitor.PasswordOf(Ben));
    }

    [Fact] // Case 48
    public async Task List_AnotherUser_SeesNoneOfTheAppsOfTheFirst()
    {
        await using var annsWindow = await demo.VisitAsync();
        await using var bensWindow = await demo.VisitAsync();
        var ann = await annsWindow.SignInAsync(Ann);
        var ben = await bensWindow.SignInAsync(Ben);

        await Assertions.Expect(ann.Card("mail-mate")).ToBeVisibleAsync();
        await Assertions.Expect(ben.Cards).ToHaveCountAsync(2);
        await Assertions.Expect(ben.Card("mail-mate")).ToHaveCountAsync(0);
    }

    [GeneratedRegex(@"\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d UTC")]
    private static partial Regex NamedTime();
}

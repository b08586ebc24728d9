using System.Text.Json;
using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>What was done stands in the history, in words, in every open tab and in the file.</summary>
public sealed class HistoryTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";

    [Fact]
    public async Task Remove_App_StandsInTheHistoryOfEveryOpenTabAndInTheFile()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var secondTab = await HistoryPageObject.OpenAsync((await visitor.OpenSecondTabAsync()).Page, demo.Demo.Portal);
        var name = await apps.Card("photo-print").Locator("h3").InnerTextAsync();
        await apps.RemoveAsync("photo-print");

        var history = await HistoryPageObject.FollowLinkAsync(apps.Page);

        var sentence = $"You removed {name}.";
        await Assertions.Expect(history.Sentences.First).ToHaveTextAsync(sentence);
        await Assertions.Expect(secondTab.Sentences.First).ToHaveTextAsync(sentence);

        await history.FilterAsync("kind", "removals");
        await Assertions.Expect(history.Page).ToHaveURLAsync(new Uri(demo.Demo.Portal, "history?kind=removals").ToString());
        var download = await history.Page.RunAndWaitForDownloadAsync(() => history.Export("json").ClickAsync());
        await using var file = await download.CreateReadStreamAsync();
        using var json = await JsonDocument.ParseAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(sentence, json.RootElement[0].GetProperty("what_happened").GetString());

        await history.FilterAsync("kind", "");
        await Assertions.Expect(history.Sentences.First).ToHaveTextAsync("You took your history away as a file.");
        var app = await visitor.OpenLinkedAppAsync("photo-print");
        await app.ConnectAsync(Ann, visitor.PasswordOf(Ann));
        await Assertions.Expect(history.Sentences.First).ToHaveTextAsync($"{name} got access to your account.");
    }

    [Fact]
    public async Task History_FirstHtml_HoldsTheEntries()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var answer = await apps.Page.APIRequest.GetAsync(new Uri(demo.Demo.Portal, "history").ToString());
        Assert.Contains("data-sentence", await answer.TextAsync(), StringComparison.Ordinal);
    }
}

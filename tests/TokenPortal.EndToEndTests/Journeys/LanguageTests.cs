using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>The portal in another language and another time zone, in a real browser.</summary>
public sealed class LanguageTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";
    private const string Kolkata = "Asia/Kolkata";

    private static readonly string[] Pages =
        ["", "history", "sessions", "settings/support", "support", "signed-out", "no/such/page"];

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task Russian_ChosenBeforeSigningIn_StaysWithTheBrowsersTimeZone(int width)
    {
        await using var visitor = await demo.VisitAsync(width, 844, zone: Kolkata);
        var first = await visitor.NewPageAsync();
        await first.GotoAsync(new Uri(demo.Demo.Portal, "signed-out").ToString());
        await new LanguagePageObject(first).ChooseAsync("ru");
        await Assertions.Expect(first.Locator("h1")).ToHaveTextAsync("Вы вышли");

        var apps = await visitor.SignInAsync(Ann);
        await Assertions.Expect(apps.Page.Locator("h1")).ToHaveTextAsync("Подключённые приложения");
        await Assertions.Expect(apps.Cards.First).ToBeVisibleAsync();
        Assert.EndsWith("UTC+5:30", await apps.Page.Locator("article time").First.GetAttributeAsync("title"), StringComparison.Ordinal);

        var history = await HistoryPageObject.OpenAsync(apps.Page, demo.Demo.Portal);
        await Assertions.Expect(history.Sentences.First).ToBeVisibleAsync();
        await apps.SignOutAsync();
        await Assertions.Expect(apps.Page.Locator("[data-message=signed-out] h1")).ToHaveTextAsync("Вы вышли");
        Assert.Empty(visitor.Faults);
    }

    [Fact]
    public async Task Russian_ChosenInAnOpenPage_IsTheLanguageOfWhatComesLater()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        await new LanguagePageObject(apps.Page).ChooseAsync("ru");
        await apps.WaitUntilLiveAsync();

        await apps.AskToRemoveAsync("mail-mate");

        await Assertions.Expect(apps.Dialog).ToContainTextAsync("Что произойдёт");
        await apps.KeepAsync();
        await HistoryPageObject.FollowLinkAsync(apps.Page);
        await Assertions.Expect(apps.Page.Locator("h1")).ToHaveTextAsync("История");
        await new LanguagePageObject(apps.Page).ChooseAsync("en");
        await Assertions.Expect(apps.Page.Locator("h1")).ToHaveTextAsync("History");
        Assert.EndsWith("/history", apps.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zone_OfAFirstVisit_IsTheBrowsersAsSoonAsThePageIsLive()
    {
        await using var visitor = await demo.VisitAsync(zone: Kolkata);
        var apps = await visitor.SignInAsync(Ann);

        var moment = apps.Page.Locator("article time").First;

        await Assertions.Expect(moment).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("UTC\\+5:30$"));
        Assert.EndsWith("Z", await moment.GetAttributeAsync("datetime"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_InRussianAndTwiceAsLong_FitANarrowScreen()
    {
        await using var visitor = await demo.VisitAsync(390, 844);
        var apps = await visitor.SignInAsync("sam@example.com");
        await new LanguagePageObject(apps.Page).ChooseAsync("ru");

        foreach (var page in Pages)
        {
            await apps.Page.GotoAsync(new Uri(demo.Demo.Portal, page).ToString());
            await Assertions.Expect(apps.Page.Locator("h1")).ToBeVisibleAsync();
            Assert.Equal((page, 0), (page, await OverflowAsync(apps.Page)));
            await apps.Page.EvaluateAsync(
                """
                const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                while (walker.nextNode()) {
                  const { data, parentElement } = walker.currentNode;
                  if (data.trim() && !["SCRIPT", "STYLE"].includes(parentElement.tagName))
                    walker.currentNode.data = `${data} ${data}`;
                }
                """);
            Assert.Equal((page, 0), (page, await OverflowAsync(apps.Page)));
        }
    }

    // Of the page, or of a part that can only be reached by scrolling it sideways.
    private static Task<int> OverflowAsync(IPage page) => page.EvaluateAsync<int>(
        """
        Math.max(...[document.documentElement, ...document.querySelectorAll("header *")]
          .filter((element, i) => i === 0 || ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
          .map(element => element.scrollWidth - element.clientWidth))
        """);
}

using Microsoft.Playwright;

namespace TokenPortal.EndToEndTests.Pages;

/// <summary>Any page as one meets it who has no mouse.</summary>
public sealed class KeyboardPageObject(IPage page)
{
    // How many times Tab is pressed from what has the focus; less than none means backwards.
    private const string Distance = """
        target => {
          const stops = "a[href], button:enabled, input:enabled, select:enabled, summary, [tabindex='0']";
          const from = document.activeElement;
          if (from === target) return 0;
          const after = (first, second) => first.compareDocumentPosition(second) & Node.DOCUMENT_POSITION_FOLLOWING;
          const [start, end] = from === document.body || after(from, target) ? [from, target] : [target, from];
          const between = [...document.querySelectorAll(stops)].filter(stop =>
            stop.checkVisibility() && stop !== start && stop !== end
            && (start === document.body || after(start, stop)) && after(stop, end));
          return (between.length + 1) * (start === from ? 1 : -1);
        }
        """;

    private ICDPSession? _browser;

    public ILocator Heading => page.Locator("h1");

    public ILocator Dialog => page.Locator("[role=dialog]");

    /// <summary>What a screen reader is told.</summary>
    public ILocator Announcement => page.Locator("[data-announcement]");

    /// <summary>Goes there from what has the focus.</summary>
    public async Task TabToAsync(ILocator target)
    {
        const int MostRounds = 5;
        await Assertions.Expect(target).ToBeVisibleAsync();
        for (var round = 0; round < MostRounds; round++)
        {
            if (await target.EvaluateAsync<int>(Distance) is not (not 0 and var distance)) return;
            await TabAsync(distance);
        }

        Assert.Fail($"The keyboard does not lead to {target}.");
    }

    public async Task PressAsync(ILocator target, string key = "Enter")
    {
        await TabToAsync(target);
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Opens a dialog, which takes the focus and keeps it, and leaves it: what opened it has the focus again.</summary>
    public async Task AskAndKeepAsync(ILocator opener)
    {
        const int MoreThanADialogHas = 8;
        await PressAsync(opener);
        await ExpectFocusInDialogAsync();
        for (var tabs = 0; tabs < MoreThanADialogHas; tabs++)
        {
            await TabAsync(1);
            await ExpectFocusInDialogAsync();
        }

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(Dialog).ToHaveCountAsync(0);
        await Assertions.Expect(opener).ToBeFocusedAsync();
    }

    /// <summary>Opens a dialog and goes through with it.</summary>
    public async Task AskAndConfirmAsync(ILocator opener)
    {
        await PressAsync(opener);
        await ExpectFocusInDialogAsync();
        await PressAsync(Dialog.Locator("[data-action=confirm]"));
    }

    public Task ExpectFocusInDialogAsync() =>
        Assertions.Expect(page.Locator("[role=dialog]:focus-within, [role=dialog]:focus")).ToBeVisibleAsync();

    // Past Playwright, which would keep a picture of the page for each of them.
    private async Task TabAsync(int times)
    {
        const int Shift = 8;
        _browser ??= await page.Context.NewCDPSessionAsync(page);
        foreach (var type in Enumerable.Repeat<string[]>(["rawKeyDown", "keyUp"], Math.Abs(times)).SelectMany(one => one))
        {
            await _browser.SendAsync("Input.dispatchKeyEvent", new Dictionary<string, object>
            {
                ["type"] = type,
                ["key"] = "Tab",
                ["code"] = "Tab",
                ["windowsVirtualKeyCode"] = 9,
                ["modifiers"] = times < 0 ? Shift : 0,
            });
        }
    }
}

using Microsoft.Playwright;
using TokenPortal.EndToEndTests.Fixtures;
using TokenPortal.EndToEndTests.Pages;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>
/// Everything without a mouse. After each change the focus is where one goes on (WCAG 2.4.3), and what happened is said
/// without taking the focus along (4.1.3).
/// </summary>
public sealed class KeyboardTests(DemoFixture demo)
{
    private const string Ann = "ann@example.com";
    private const string Ben = "ben@example.com";

    // Others expect her to have no apps: what is connected here is removed here.
    private const string Ada = "ada@example.com";

    private static readonly string[] Apps = ["calendar-sync", "photo-print", "travel-buddy"];

    [Fact]
    public async Task App_OpenedAndRemoved_FocusIsAtTheReceipt()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ben);
        var keys = new KeyboardPageObject(apps.Page);
        var remove = apps.Card("photo-print").Locator("[data-action=remove]");

        await keys.PressAsync(apps.Card("photo-print").Locator("h3 a"));
        var app = new AppPageObject(apps.Page);
        await Assertions.Expect(app.Title).ToHaveTextAsync("Photo Print");
        await Assertions.Expect(app.Title).ToBeFocusedAsync();
        await keys.AskAndKeepAsync(apps.Page.Locator("[data-action=remove]"));
        await keys.PressAsync(apps.Page.Locator("[data-action=back]"));
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("Connected apps");
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();

        await keys.AskAndKeepAsync(remove);
        await keys.AskAndConfirmAsync(remove);

        await Assertions.Expect(apps.Receipt("photo-print")).ToBeFocusedAsync();
        await Assertions.Expect(keys.Announcement).ToContainTextAsync("Photo Print");
        await keys.PressAsync(apps.Receipt("photo-print").Locator("[data-action=dismiss]"));
        await Assertions.Expect(apps.Receipt("photo-print")).ToHaveCountAsync(0);
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();

        await keys.PressAsync(apps.Card("calendar-sync").Locator("h3 a"));
        await Assertions.Expect(app.Title).ToHaveTextAsync("Calendar Sync");
        await keys.AskAndConfirmAsync(apps.Page.Locator("[data-action=remove]"));
        await Assertions.Expect(apps.Receipt("calendar-sync")).ToBeFocusedAsync();
        await ConnectAsync(visitor, Ben, "photo-print", "calendar-sync");
    }

    [Fact]
    public async Task PermissionAndDevice_Removed_FocusIsAtTheirPart()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var keys = new KeyboardPageObject(apps.Page);
        var page = await AppPageObject.FollowLinkAsync(apps, "file-vault");
        var permission = page.Permission("files.write").Locator("[data-action=remove-permission]");
        await keys.AskAndKeepAsync(permission);
        await keys.AskAndConfirmAsync(permission);
        await Assertions.Expect(page.Permission("files.write")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("#permissions")).ToBeFocusedAsync();
        await Assertions.Expect(keys.Announcement).ToContainTextAsync("no longer has the permission");
        await ConnectAsync(visitor, Ann, "file-vault");

        await keys.PressAsync(page.Page.Locator("[data-action=back]"));
        await keys.PressAsync(apps.Card("mail-mate").Locator("h3 a"));
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("Mail Mate");
        var device = page.Device("Laptop").Locator("[data-action=end-device]");
        await keys.AskAndKeepAsync(device);
        await keys.AskAndConfirmAsync(device);
        await Assertions.Expect(device).ToHaveCountAsync(0);
        await Assertions.Expect(page.Page.Locator("#devices")).ToBeFocusedAsync();
        await Assertions.Expect(keys.Announcement).ToContainTextAsync("Laptop");
        var mail = await visitor.OpenLinkedAppAsync("mail-mate");
        await mail.ConnectAgainAsync("Laptop", Ann, visitor.PasswordOf(Ann));
    }

    [Fact]
    public async Task List_SearchedSortedAndFiltered_FocusStaysAndTheCountIsSaid()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var keys = new KeyboardPageObject(apps.Page);
        var list = new CleanUpPageObject(apps.Page);

        await keys.AskAndKeepAsync(list.Action("remove-unused"));

        await keys.TabToAsync(list.Search);
        await apps.Page.Keyboard.TypeAsync("notes");
        await apps.Page.Keyboard.PressAsync("Enter");
        await list.ExpectQueryAsync("?q=notes");
        await Assertions.Expect(apps.Cards).ToHaveCountAsync(1);
        await Assertions.Expect(list.Search).ToBeFocusedAsync();
        await Assertions.Expect(list.Found).ToContainTextAsync("1 of");

        await keys.PressAsync(list.Order, "ArrowDown");
        await Assertions.Expect(apps.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("q=notes&sort="));
        await Assertions.Expect(list.Order).ToBeFocusedAsync();
        await keys.PressAsync(list.Filter("unused"), "Space");
        await Assertions.Expect(apps.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("only=unused"));
        await Assertions.Expect(list.Filter("unused")).ToBeFocusedAsync();

        await keys.PressAsync(list.Action("select"));
        await Assertions.Expect(list.Action("select")).ToBeFocusedAsync();
        await keys.PressAsync(list.Box("notes"), "Space");
        await Assertions.Expect(list.Action("remove-selected")).ToBeEnabledAsync();
        await keys.AskAndKeepAsync(list.Action("remove-selected"));
        await keys.PressAsync(list.Action("select-stop"));
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();
    }

    [Fact]
    public async Task NewApps_DismissedSelectedAndRemoved_FocusIsNeverLost()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ada);
        var list = new CleanUpPageObject(apps.Page);
        var keys = new KeyboardPageObject(apps.Page);
        foreach (var id in Apps)
        {
            await ConnectAsync(visitor, Ada, id);
            await Assertions.Expect(list.NewMark(id)).ToBeVisibleAsync();
        }

        await AccessibilityTests.CheckInAllAsync(apps.Page, "cleanup-new");
        await apps.WaitUntilLiveAsync();
        await keys.PressAsync(list.NewMark(Apps[0]).Locator("[data-action=know]"));
        await Assertions.Expect(list.NewMark(Apps[0])).ToHaveCountAsync(0);
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();
        await Assertions.Expect(keys.Announcement).Not.ToBeEmptyAsync();
        await apps.Page.ReloadAsync();
        await apps.WaitUntilLiveAsync();
        await Assertions.Expect(list.NewMark(Apps[1])).ToBeVisibleAsync();
        await Assertions.Expect(list.NewMark(Apps[0])).ToHaveCountAsync(0);
        await keys.PressAsync(list.Action("know-all"));
        await Assertions.Expect(list.NewMark(Apps[1])).ToHaveCountAsync(0);
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();

        await RemoveTogetherAsync("ru", Apps[0]);
        await RemoveTogetherAsync("en", Apps[1..]);
        await Assertions.Expect(apps.Cards).ToHaveCountAsync(0);

        async Task RemoveTogetherAsync(string language, params string[] these)
        {
            await new LanguagePageObject(apps.Page).ChooseAsync(language);
            await apps.WaitUntilLiveAsync();
            await keys.PressAsync(list.Action("select"));
            await keys.PressAsync(list.Action("select-all"));
            await Assertions.Expect(list.Action("remove-selected")).ToBeEnabledAsync();
            await AccessibilityTests.CheckAsync(apps.Page, "cleanup-select");
            await keys.PressAsync(list.Action("select-none"));
            await Assertions.Expect(list.Action("remove-selected")).ToBeDisabledAsync();
            await Assertions.Expect(list.Action("select-none")).ToBeFocusedAsync();
            foreach (var id in these) await keys.PressAsync(list.Box(id), "Space");
            await Assertions.Expect(list.Action("remove-selected")).ToBeEnabledAsync();
            await keys.PressAsync(list.Action("remove-selected"));
            await Assertions.Expect(list.Dialog).ToBeVisibleAsync();
            await AccessibilityTests.CheckAsync(apps.Page, "cleanup-ask");
            await keys.PressAsync(list.Action("confirm"));
            await Assertions.Expect(list.Results).ToHaveCountAsync(these.Length);
            await keys.ExpectFocusInDialogAsync();
            await AccessibilityTests.CheckAsync(apps.Page, "cleanup-results");
            await keys.PressAsync(list.Action("close"));
            await Assertions.Expect(list.Dialog).ToHaveCountAsync(0);
            await Assertions.Expect(keys.Heading).ToBeFocusedAsync();
        }
    }

    [Fact]
    public async Task HistoryAndLanguage_Chosen_FocusIsWhereOneGoesOn()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var keys = new KeyboardPageObject(apps.Page);
        var kind = apps.Page.Locator("select[name=kind]");
        await keys.PressAsync(apps.Page.Locator("nav a[href=history]"));
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("History");
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();

        await keys.PressAsync(kind, "ArrowDown");
        await Assertions.Expect(apps.Page).ToHaveURLAsync(new Uri(demo.Demo.Portal, "history?kind=removals").ToString());
        await Assertions.Expect(keys.Announcement).Not.ToBeEmptyAsync();
        await Assertions.Expect(kind).ToBeFocusedAsync();

        await keys.PressAsync(apps.Page.Locator("a.skip"));
        await Assertions.Expect(apps.Page.Locator("main")).ToBeFocusedAsync();
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("History");

        await keys.PressAsync(apps.Page.Locator("[data-form=language] button[lang=ru]"));
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("История");
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();
        await keys.PressAsync(apps.Page.Locator("[data-form=language] button[lang=en]"));
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("History");
    }

    [Fact]
    public async Task App_RemovedInAnotherTab_FocusGoesOnBesideItOrStays()
    {
        await using var visitor = await demo.VisitAsync();
        var apps = await visitor.SignInAsync(Ann);
        var keys = new KeyboardPageObject(apps.Page);
        var elsewhere = await visitor.OpenSecondTabAsync();
        var ids = await apps.Cards.EvaluateAllAsync<string[]>("cards => cards.map(card => card.dataset.app)");
        var at = Array.IndexOf(ids, "photo-print");

        await keys.TabToAsync(apps.Card("photo-print").Locator("[data-action=remove]"));
        await RemoveElsewhereAsync();
        await Assertions.Expect(apps.Card("photo-print")).ToHaveCountAsync(0);
        await Assertions.Expect(apps.Card(ids[at + 1]).Locator("h3 a")).ToBeFocusedAsync();
        await Assertions.Expect(keys.Announcement).ToContainTextAsync("Photo Print");

        var search = new CleanUpPageObject(apps.Page).Search;
        await keys.TabToAsync(search);
        await ConnectAsync(visitor, Ann, "photo-print");
        await Assertions.Expect(apps.Card("photo-print")).ToBeVisibleAsync();
        await Assertions.Expect(search).ToBeFocusedAsync();

        await keys.PressAsync(apps.Card("photo-print").Locator("[data-action=remove]"));
        await keys.ExpectFocusInDialogAsync();
        await RemoveElsewhereAsync();
        await Assertions.Expect(apps.Card("photo-print")).ToHaveCountAsync(0);
        await apps.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(keys.Dialog).ToHaveCountAsync(0);
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();
        await ConnectAsync(visitor, Ann, "photo-print");

        await keys.PressAsync(apps.Card("photo-print").Locator("h3 a"));
        await Assertions.Expect(keys.Heading).ToHaveTextAsync("Photo Print");
        await keys.TabToAsync(apps.Page.Locator("[data-action=remove]"));
        await RemoveElsewhereAsync();
        await Assertions.Expect(new AppPageObject(apps.Page).Gone).ToBeVisibleAsync();
        await Assertions.Expect(keys.Heading).ToBeFocusedAsync();
        await ConnectAsync(visitor, Ann, "photo-print");

        async Task RemoveElsewhereAsync()
        {
            await elsewhere.AskToRemoveAsync("photo-print");
            await elsewhere.ConfirmAsync();
        }
    }

    private static async Task ConnectAsync(Visitor visitor, string person, params string[] apps)
    {
        foreach (var id in apps)
        {
            var app = await visitor.OpenLinkedAppAsync(id);
            await app.ConnectAsync(person, visitor.PasswordOf(person));
        }
    }
}

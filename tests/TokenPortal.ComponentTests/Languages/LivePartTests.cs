using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>What begins on another thread draws the page in the page's language and zone, not in that thread's.</summary>
public sealed partial class LivePartTests : PortalContext
{
    public LivePartTests() => Cultures.Speak(Language.Russian, Cultures.Berlin);

    [Fact]
    public async Task Page_HintFromAnotherThread_StaysInItsLanguage()
    {
        var page = Render<ConnectedAppsPage>();
        Grants.Apps.Add(Apps.Named("Календарь"));

        await Cultures.ElsewhereAsync(Changes.HintAsync);

        page.WaitForElement("article[data-app]");
        Assert.Equal("Есть доступ на 1 устройстве", page.Find("article .status").TextContent.Trim());
        Assert.Equal("Подключённые приложения", page.Find("h1").TextContent);
        Assert.Equal("Приложение «Календарь» только что подключено.", page.Find("[data-announcement]").TextContent);
        Assert.Equal("ru", Scopes.LastLanguage);
    }

    [Fact]
    public async Task Page_HintFromAnotherThread_StaysInItsZone()
    {
        var page = Render<HistoryPage>();
        History.Entries.Add(Entries.Of(HistoryKind.AccessRevoked));

        await Cultures.ElsewhereAsync(Changes.HintAsync);

        page.WaitForElement("[data-entry]");
        Assert.Equal("15:05", page.Find("[data-entry] time").TextContent);
        Assert.Equal("3 марта 2026 г., 15:05 UTC+1", page.Find("[data-entry] time").GetAttribute("title")!.Replace('\u202F', ' ').Replace('\u00A0', ' '));
        Assert.Equal("2026-03-03T14:05:00Z", page.Find("[data-entry] time").GetAttribute("datetime"));
    }

    [Fact]
    public async Task Page_TimerOnAnotherThread_StaysInItsLanguage()
    {
        Grants.Failure = Core.Grants.GrantStoreFailure.NothingChanged;
        var page = Render<ConnectedAppsPage>();
        Grants.Failure = null;

        await Cultures.ElsewhereAsync(() =>
        {
            Time.Advance(TimeSpan.FromSeconds(2));
            return Task.CompletedTask;
        });

        page.WaitForElement("[data-state=empty]");
        Assert.Equal("Ни у одного приложения нет доступа", page.Find("[data-state=empty] h2").TextContent);
    }

    [Fact]
    public async Task RunAsync_Done_LeavesTheCallersLanguageAsItWas()
    {
        var page = new PageCulture();
        Cultures.Speak(Language.English);

        await page.RunAsync(() =>
        {
            Assert.Equal("ru", CultureInfo.CurrentUICulture.Name);
            return Task.CompletedTask;
        });

        Assert.Equal("en", CultureInfo.CurrentUICulture.Name);
        Assert.Equal(TimeZoneInfo.Utc, PersonZone.Current);
    }

    [Fact]
    public void Sources_OfParts_EnterTheirPageInOnePlaceOnly()
    {
        var inOtherPlaces = Directory.EnumerateFiles(Portal(), "*.*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.EndsWith("LivePart.cs", StringComparison.Ordinal))
            .Where(file => OwnInvoke().IsMatch(File.ReadAllText(file)));

        Assert.Empty(inOtherPlaces.Select(Path.GetFileName));
    }

    private static string Portal([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "../../../src/TokenPortal.Web");

    // A component's own, and not that of an EventCallback or of the browser.
    [GeneratedRegex(@"(?<![.\w])InvokeAsync\b")]
    private static partial Regex OwnInvoke();
}

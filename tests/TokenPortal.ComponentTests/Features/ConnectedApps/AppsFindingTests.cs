using TokenPortal.ComponentTests.Fakes;
using TokenPortal.ComponentTests.Languages;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppsFindingTests
{
    private static readonly Dictionary<string, ScopeFacts> Facts = new FakeScopeFacts().Facts;

    [Theory]
    [InlineData("mail", "Mail Mate")]
    [InlineData("MAIL M", "Mail Mate")]
    [InlineData("lantern", "Photo Print")]
    [InlineData("café", "Cafe Finder")]
    [InlineData("zzz")]
    public void Search_NameOrPublisher_IsFoundInAnyCase(string search, params string[] found) => Assert.Equal(
        found,
        Names(
            AppsQuery.Everything with { Search = search },
            App("Mail Mate"), App("Photo Print") with { Publisher = "Lantern & Daughters" }, App("Cafe Finder")));

    [Theory]
    [InlineData("ПОЧТА")]
    [InlineData("почта")]
    [InlineData("издатель")]
    public void Search_Cyrillic_IsFoundInAnyCase(string search)
    {
        Cultures.Speak(Language.Russian);

        Assert.Equal(
            ["Почта"],
            Names(
                AppsQuery.Everything with { Search = search },
                App("Почта") with { Publisher = "ИЗДАТЕЛЬ" }, App("Заметки")));
    }

    [Fact]
    public void Search_YoWrittenAsYe_IsFound()
    {
        Cultures.Speak(Language.Russian);

        Assert.Equal(["Учёт"], Names(AppsQuery.Everything with { Search = "учет" }, App("Учёт"), App("Почта")));
    }

    [Theory]
    [InlineData(89, false)]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public void Unused_LastUse_CountsFromNinetyDays(int days, bool found) =>
        Assert.Equal(found, Is(AppsFilter.Unused, App("A") with { LastUsedAt = Apps.Now.AddDays(-days) }));

    [Fact]
    public void Unused_NinetyDaysAndATick_Counts() => Assert.True(
        Is(AppsFilter.Unused, App("A") with { LastUsedAt = Apps.Now.AddDays(-90).AddTicks(-1) }));

    [Fact]
    public void Unused_RecordedUse_CountsBeforeARefresh() => Assert.True(Is(
        AppsFilter.Unused,
        App("A") with { LastUsedAt = Apps.Now.AddDays(-91), LastActivityAt = Apps.Now.AddDays(-1) }));

    [Fact]
    public void Unused_NothingKnown_DoesNotCount() => Assert.False(
        Is(AppsFilter.Unused, App("A") with { LastActivityAt = null, FirstGrantedAt = null }));

    [Theory]
    [InlineData(false, "openid", "calendar.read", "unheard.of")]
    [InlineData(true, "openid", "calendar.write")]
    public void Write_Scopes_Decide(bool found, params string[] scopes) =>
        Assert.Equal(found, Is(AppsFilter.Write, App("A") with { Scopes = scopes }));

    [Fact]
    public void Write_CatalogueNotRead_MayBe() => Assert.Single(AppsFinding.Find(
        [AppCardModel.From(App("A"), new FakeScopes().Texts, Apps.Now)],
        AppsQuery.Everything.With(AppsFilter.Write, on: true)));

    [Theory]
    [InlineData(0, "openid", false)]
    [InlineData(1, "openid", true)]
    [InlineData(0, "offline_access", true)]
    public void Away_RefreshTokenOrScope_Decides(int refreshTokens, string scope, bool found) => Assert.Equal(
        found, Is(AppsFilter.Away, App("A") with { RefreshTokens = refreshTokens, Scopes = [scope] }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Devices_MoreThanOne_Count(int devices, bool found) =>
        Assert.Equal(found, Is(AppsFilter.Devices, App("A") with { RefreshTokens = devices }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void New_Mark_Decides(bool isNew) =>
        Assert.Equal(isNew, Is(AppsFilter.New, App("A") with { IsNew = isNew }));

    [Fact]
    public void Filters_Several_AreAllHeld()
    {
        var query = AppsQuery.Everything.With(AppsFilter.New, on: true).With(AppsFilter.Devices, on: true);

        Assert.Equal(
            ["Both"],
            Names(
                query,
                App("Both") with { IsNew = true, RefreshTokens = 2 },
                App("New") with { IsNew = true },
                App("Devices") with { RefreshTokens = 2 }));
    }

    [Fact]
    public void Order_Used_IsNewestFirstByTheBestThatIsKnown() => Assert.Equal(
        ["used", "refreshed", "allowed", "unknown"],
        Names(
            AppsQuery.Everything,
            App("unknown") with { LastActivityAt = null, FirstGrantedAt = null },
            App("allowed") with { LastActivityAt = null, FirstGrantedAt = Apps.Now.AddDays(-3) },
            App("refreshed") with { LastActivityAt = Apps.Now.AddDays(-2) },
            App("used") with { LastUsedAt = Apps.Now.AddDays(-1), LastActivityAt = Apps.Now.AddDays(-9) }));

    [Fact]
    public void Order_Granted_IsNewestFirstAndUnknownLast() => Assert.Equal(
        ["new", "old", "unknown"],
        Names(
            AppsQuery.Everything with { Order = AppsOrder.Granted },
            App("unknown") with { FirstGrantedAt = null },
            App("old") with { FirstGrantedAt = Apps.Now.AddDays(-9) },
            App("new") with { FirstGrantedAt = Apps.Now.AddDays(-1) }));

    [Fact]
    public void Order_Reach_IsWritingThenRiskThenCount() => Assert.Equal(
        ["high write", "write", "high read", "unknown", "two reads", "read"],
        Names(
            AppsQuery.Everything with { Order = AppsOrder.Reach },
            App("read") with { Scopes = ["openid"] },
            App("two reads") with { Scopes = ["openid", "calendar.read"] },
            App("unknown") with { Scopes = ["unheard.of"] },
            App("high read") with { Scopes = ["files.read"] },
            App("write") with { Scopes = ["calendar.write", "openid", "calendar.read"] },
            App("high write") with { Scopes = ["files.write"] }));

    [Fact]
    public void Order_Name_IsTheReadersAlphabet()
    {
        Cultures.Speak(Language.Russian);

        Assert.Equal(
            ["арбуз", "Ёж", "Жук"],
            Names(AppsQuery.Everything with { Order = AppsOrder.Name }, App("Жук"), App("Ёж"), App("арбуз")));
    }

    [Theory]
    [InlineData(AppsOrder.Used)]
    [InlineData(AppsOrder.Granted)]
    [InlineData(AppsOrder.Reach)]
    public void Order_Ties_GoByName(AppsOrder order) => Assert.Equal(
        ["a", "B", "c"], Names(AppsQuery.Everything with { Order = order }, App("c"), App("a"), App("B")));

    [Fact]
    public void Order_SameName_IsAlwaysTheSame()
    {
        ConnectedApp[] apps = [App("A") with { Key = Apps.Key("1") }, App("A") with { Key = Apps.Key("2") }];

        Assert.Equal(Keys(apps), Keys(apps.Reverse()));

        static IEnumerable<string> Keys(IEnumerable<ConnectedApp> apps) =>
            AppsFinding.Find(apps.Select(Model), AppsQuery.Everything).Select(app => app.Key);
    }

    private static ConnectedApp App(string name) => Apps.Named(name);

    private static AppCardModel Model(ConnectedApp app) =>
        AppCardModel.From(app, new FakeScopes().Texts, Apps.Now, Facts);

    private static bool Is(AppsFilter filter, ConnectedApp app) =>
        AppsFinding.Find([Model(app)], AppsQuery.Everything.With(filter, on: true)).Count == 1;

    private static IEnumerable<string> Names(AppsQuery query, params ConnectedApp[] apps) =>
        AppsFinding.Find(apps.Select(Model), query).Select(app => app.Name);
}

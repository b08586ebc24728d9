using TokenPortal.ComponentTests.Fakes;
using TokenPortal.ComponentTests.Languages;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppsSummaryTests
{
    [Fact]
    public void Counts_Apps_AreThoseOfEachKind()
    {
        var summary = Of(
            Apps.Named("A") with { IsNew = true },
            Apps.Named("B") with { LastActivityAt = Apps.Now.AddDays(-91) },
            Apps.Named("C") with { LastActivityAt = Apps.Now.AddDays(-90) });

        Assert.Equal((3, 1, 1), (summary.Apps, summary.Unused, summary.New));
    }

    [Fact]
    public void Months_PastYear_EndWithThePresentOne()
    {
        var months = Of().Months.Select(month => month.Month).ToList();

        Assert.Equal(12, months.Count);
        Assert.Equal(new DateOnly(2025, 4, 1), months[0]);
        Assert.Equal(new DateOnly(2026, 3, 1), months[^1]);
    }

    [Fact]
    public void Months_Grants_AreCountedInTheirsAndOlderOnesInNone()
    {
        var months = Of(
            Granted(2026, 3, 1), Granted(2026, 3, 3), Granted(2026, 2, 28), Granted(2025, 4, 1), Granted(2025, 3, 31),
            Apps.Named("A") with { FirstGrantedAt = null }).Months;

        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2], months.Select(month => month.Granted));
    }

    [Fact]
    public void Months_NearMidnight_AreThoseOfTheReadersZone()
    {
        Cultures.Speak(Language.English, Cultures.Berlin);
        var app = Apps.Named("A") with { FirstGrantedAt = new(2026, 2, 28, 23, 30, 0, TimeSpan.Zero) };

        Assert.Equal(1, Of(app).Months[^1].Granted);
    }

    [Fact]
    public void Picture_InWords_NamesTheMonthsThatHaveAny() => Assert.Equal(
        "Of the apps that have access now, by month in which you allowed them: February 2026: 1; March 2026: 2.",
        SummaryText.PictureText(Of(Granted(2026, 3, 1), Granted(2026, 3, 2), Granted(2026, 2, 1)).Months));

    private static ConnectedApp Granted(int year, int month, int day) =>
        Apps.Named("A") with { FirstGrantedAt = new(year, month, day, 12, 0, 0, TimeSpan.Zero) };

    private static AppsSummary Of(params ConnectedApp[] apps) => AppsSummary.Of(
        [.. apps.Select(app => AppCardModel.From(app, new FakeScopes().Texts, Apps.Now))], Apps.Now);
}

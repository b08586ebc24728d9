using System.Globalization;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.ComponentTests.Languages;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Features.Shared;

public sealed class DateWordsTests
{
    [Theory]
    [InlineData(0, "just now")]
    [InlineData(59, "just now")]
    [InlineData(60, "1 minute ago")]
    [InlineData(3 * 3600, "3 hours ago")]
    [InlineData(24 * 3600, "1 day ago")]
    [InlineData(29 * 86400, "29 days ago")]
    [InlineData(30 * 86400, "1 month ago")]
    [InlineData(364 * 86400, "12 months ago")]
    [InlineData(800 * 86400, "2 years ago")]
    [InlineData(-30, "just now")]
    public void Ago_Seconds_AreWords(int seconds, string words) =>
        Assert.Equal(words, DateWords.Ago(Apps.Now.AddSeconds(-seconds), Apps.Now));

    [Theory]
    [InlineData(0, "только что")]
    [InlineData(60, "1 минуту назад")]
    [InlineData(22 * 60, "22 минуты назад")]
    [InlineData(3 * 3600, "3 часа назад")]
    [InlineData(11 * 86400, "11 дней назад")]
    [InlineData(21 * 86400, "21 день назад")]
    [InlineData(800 * 86400, "2 года назад")]
    public void Ago_InRussian_TakesTheFormOfTheNumber(int seconds, string words)
    {
        Cultures.Speak(Language.Russian);

        Assert.Equal(words, DateWords.Ago(Apps.Now.AddSeconds(-seconds), Apps.Now));
    }

    [Theory]
    [InlineData(20, "in less than a minute")]
    [InlineData(-20, "in less than a minute")]
    [InlineData(600, "in 10 minutes")]
    public void Until_Seconds_AreWords(int seconds, string words) =>
        Assert.Equal(words, DateWords.Until(Apps.Now.AddSeconds(seconds), Apps.Now));

    [Fact]
    public void Exact_NoZoneKnown_IsUtcAndSaysSo() => Assert.Equal(
        "3 March 2026, 14:05 UTC", DateWords.Exact(new DateTimeOffset(2026, 3, 3, 23, 5, 0, TimeSpan.FromHours(9))));

    [Theory]
    [InlineData("en-GB", "Europe/Berlin", "3 March 2026, 15:05 UTC+1", "3 Mar 2026", "15:05")]
    [InlineData("en-US", "America/New_York", "March 3, 2026, 9:05 AM UTC-5", "Mar 3, 2026", "9:05 AM")]
    [InlineData("en-US", "Asia/Kolkata", "March 3, 2026, 7:35 PM UTC+5:30", "Mar 3, 2026", "7:35 PM")]
    [InlineData("en-GB", "America/St_Johns", "3 March 2026, 10:35 UTC-3:30", "3 Mar 2026", "10:35")]
    [InlineData("ru-RU", "Europe/Moscow", "3 марта 2026 г., 17:05 UTC+3", "3 мар. 2026 г.", "17:05")]
    [InlineData("ru-RU", "Asia/Vladivostok", "4 марта 2026 г., 00:05 UTC+10", "4 мар. 2026 г.", "00:05")]
    public void Dates_InAZoneAndACulture_AreTheReadersOwn(string culture, string zone, string exact, string date, string time)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        PersonZone.Current = PersonZone.Read(zone);

        Assert.Equal(exact, Plain(DateWords.Exact(Apps.Now)));
        Assert.Equal(date, Plain(DateWords.Date(Apps.Now)));
        Assert.Equal(time, Plain(DateWords.Time(Apps.Now)));
    }

    [Fact]
    public void Exact_InSummer_SaysTheOffsetOfSummer()
    {
        PersonZone.Current = Cultures.Berlin;

        Assert.Equal("3 July 2026, 16:05 UTC+2", DateWords.Exact(new DateTimeOffset(2026, 7, 3, 14, 5, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Time_NoZoneKnown_SaysUtc() => Assert.Equal("14:05 UTC", DateWords.Time(Apps.Now));

    [Fact]
    public void Day_LateInTheEvening_IsTheReadersOwn()
    {
        PersonZone.Current = PersonZone.Read("Asia/Tokyo");

        Assert.Equal(new DateOnly(2026, 3, 4), DateWords.Day(Apps.Now.AddHours(2)));
    }

    [Fact]
    public void Date_Any_NamesTheMonth() => Assert.Equal("3 Mar 2026", DateWords.Date(Apps.Now));

    // Versions of the cultures differ in which of their spaces break.
    private static string Plain(string date) => date.Replace('\u202F', ' ').Replace('\u00A0', ' ');
}

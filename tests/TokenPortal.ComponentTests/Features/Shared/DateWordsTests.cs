using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Features.Shared;

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
    [InlineData(20, "in less than a minute")]
    [InlineData(-20, "in less than a minute")]
    [InlineData(600, "in 10 minutes")]
    public void Until_Seconds_AreWords(int seconds, string words) =>
        Assert.Equal(words, DateWords.Until(Apps.Now.AddSeconds(seconds), Apps.Now));

    [Fact]
    public void Exact_OtherZone_IsUtcAndSaysSo() => Assert.Equal(
        "3 March 2026, 14:05 UTC", DateWords.Exact(new DateTimeOffset(2026, 3, 3, 23, 5, 0, TimeSpan.FromHours(9))));

    [Fact]
    public void Date_Any_NamesTheMonth() => Assert.Equal("3 Mar 2026", DateWords.Date(Apps.Now));
}

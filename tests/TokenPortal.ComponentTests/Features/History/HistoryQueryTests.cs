using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.History;

namespace TokenPortal.ComponentTests.Features.History;

public sealed class HistoryQueryTests
{
    [Fact]
    public void Query_Everything_HasTheBareAddress() => Assert.Equal("history", HistoryQuery.Everything.ToAddress());

    [Fact]
    public void Query_WrittenAndParsed_IsTheSame()
    {
        var query = new HistoryQuery(Apps.Key("calendar").ToString(), HistoryGroup.Security, HistoryPeriod.Month);
        var parameters = query.Parameters().ToDictionary(each => each.Name, each => each.Value);
        Assert.Equal(query, HistoryQuery.Parse(parameters["app"], parameters["kind"], parameters["time"]));
        Assert.Equal($"history?app={query.App}&kind=security&time=month", query.ToAddress());
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("", "", "")]
    [InlineData("../..", "1", "99")]
    [InlineData("<script>", "Removals", "week,month")]
    public void Query_WithWordsThatAreNone_FiltersNothing(string? app, string? kind, string? time) =>
        Assert.True(HistoryQuery.Parse(app, kind, time).IsEverything);

    [Fact]
    public void Filter_OfAPeriod_BeginsThatLongAgo() => Assert.Equal(
        Apps.Now.AddDays(-30), new HistoryQuery(null, null, HistoryPeriod.Month).ToFilter(Apps.Now).From);
}

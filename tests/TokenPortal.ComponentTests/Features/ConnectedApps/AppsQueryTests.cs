using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppsQueryTests
{
    [Fact]
    public void Address_Everything_IsTheBare() => Assert.Equal("", AppsQuery.Everything.ToAddress());

    [Fact]
    public void Address_Choices_NamesThem() => Assert.Equal(
        "?q=a%26b&sort=reach&only=unused&only=away",
        new AppsQuery("a&b", AppsOrder.Reach, AppsFilter.Unused | AppsFilter.Away).ToAddress());

    [Fact]
    public void Parse_WhatAnAddressNames_IsTheSameQuery()
    {
        foreach (var order in Enum.GetValues<AppsOrder>())
        {
            foreach (var filter in AppsQuery.Filters)
            {
                Assert.Equal(
                    new AppsQuery("x", order, filter | AppsFilter.New),
                    AppsQuery.Parse(" x ", AppsQuery.Word(order), [AppsQuery.Word(filter), "new"]));
            }
        }
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(" ", "3", "4")]
    [InlineData("", "USED", "none")]
    public void Parse_NoWordOfOurs_IsEverything(string? search, string? order, string? filter) =>
        Assert.Equal(AppsQuery.Everything, AppsQuery.Parse(search, order, [filter]));

    [Fact]
    public void Parse_LongSearch_IsCut() => Assert.Equal(
        AppsQuery.LongestSearch, AppsQuery.Parse(new string('x', 500), order: null, filters: null).Search.Length);

    [Fact]
    public void With_OnAndOff_LeavesTheOthers()
    {
        var query = AppsQuery.Everything.With(AppsFilter.Write, on: true).With(AppsFilter.New, on: true);

        Assert.Equal(AppsFilter.New, query.With(AppsFilter.Write, on: false).Filter);
    }

    [Fact]
    public void Narrows_OrderAlone_DoesNot()
    {
        Assert.False((AppsQuery.Everything with { Order = AppsOrder.Name }).Narrows);
        Assert.True((AppsQuery.Everything with { Search = "x" }).Narrows);
        Assert.True(AppsQuery.Everything.With(AppsFilter.Away, on: true).Narrows);
    }
}

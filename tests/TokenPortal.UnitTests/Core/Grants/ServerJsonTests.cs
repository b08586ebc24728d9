using TokenPortal.Core.Grants;

namespace TokenPortal.UnitTests.Core.Grants;

public sealed class ServerJsonTests
{
    [Theory]
    [InlineData("https://works.example/privacy", true)]
    [InlineData("http://works.example", true)]
    [InlineData("HTTPS://works.example", true)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:text/html,hello", false)]
    [InlineData("ftp://works.example/", false)]
    [InlineData("//works.example/", false)]
    [InlineData("/privacy", false)]
    [InlineData("works.example", false)]
    [InlineData("https://bank.example@works.example/", false)]
    [InlineData("", false)]
    public void LinkOf_OnlyWebAddresses_AreLetThrough(string address, bool expected) =>
        Assert.Equal(expected, ServerJson.LinkOf($$"""{"link":"{{address}}"}""", "link") is not null);

    [Theory]
    [InlineData("""{"at":1767225600}""", 2026)]
    [InlineData("""{"at":"1767225600"}""", null)]
    [InlineData("""{"at":1.5}""", null)]
    [InlineData("""{"at":-1}""", null)]
    [InlineData("""{"at":9223372036854775807}""", null)]
    [InlineData("""{}""", null)]
    [InlineData("not json", null)]
    public void TimeOf_OnlySecondsThatCanBeATime_AreRead(string json, int? year) =>
        Assert.Equal(year, ServerJson.TimeOf(json, "at")?.Year);

    [Theory]
    [InlineData("""{"flag":true}""", true)]
    [InlineData("""{"flag":false}""", false)]
    [InlineData("""{"flag":"true"}""", false)]
    [InlineData("[]", false)]
    [InlineData(null, false)]
    public void IsTrue_OnlyTheBoolean_Counts(string? json, bool expected) =>
        Assert.Equal(expected, ServerJson.IsTrue(json, "flag"));
}

using TokenPortal.Demo.Hosting;

namespace TokenPortal.UnitTests.Demo.Hosting;

public sealed class FlatSettingsTests
{
    [Fact]
    public void ToArguments_NestedSettings_HaveColonsAndNumbers()
    {
        var arguments = FlatSettings.ToArguments(
            new { Authority = new { Issuer = new Uri("http://localhost:1/"), Users = new[] { new { Email = "a@b.c" } } } },
            new Dictionary<string, string?>());

        Assert.Equal(["--Authority:Issuer=http://localhost:1/", "--Authority:Users:0:Email=a@b.c"], arguments);
    }

    [Fact]
    public void ToArguments_NullValue_IsLeftOut() =>
        Assert.Empty(FlatSettings.ToArguments(new { Secret = (string?)null }, new Dictionary<string, string?>()));

    [Fact]
    public void ToArguments_Override_ReplacesWhateverItsCase() => Assert.Equal(
        ["--Life=2"],
        FlatSettings.ToArguments(new { Life = "1" }, new Dictionary<string, string?> { ["life"] = "2" }));
}

using TokenPortal.Demo.Hosting;

namespace TokenPortal.UnitTests.Demo.Hosting;

public sealed class FlatSettingsTests
{
    [Fact]
    public void ToArguments_NestedSettings_HaveColonsAndNumbers()
    {
        var settings = new { Server = new { Address = new Uri("http://localhost:1/"), Names = new[] { "a" } } };

        var arguments = FlatSettings.ToArguments(settings, new Dictionary<string, string?>());

        Assert.Equal(["--Server:Address=http://localhost:1/", "--Server:Names:0=a"], arguments);
    }

    [Fact]
    public void ToArguments_NullValue_IsLeftOut() =>
        Assert.Empty(FlatSettings.ToArguments(new { Secret = (string?)null }, new Dictionary<string, string?>()));

    [Fact]
    public void ToArguments_Override_ReplacesWhateverItsCase() => Assert.Equal(
        ["--Life=2"],
        FlatSettings.ToArguments(new { Life = "1" }, new Dictionary<string, string?> { ["life"] = "2" }));
}

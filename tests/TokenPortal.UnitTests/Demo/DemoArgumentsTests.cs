using TokenPortal.Demo;

namespace TokenPortal.UnitTests.Demo;

public sealed class DemoArgumentsTests
{
    [Fact]
    public void Read_Nothing_HasTheUsualPorts()
    {
        var options = DemoArguments.Read([]);

        Assert.Equal(
            (5200, 5100, 5300, 5400),
            (options.Ports.Portal, options.Ports.Authority, options.Ports.Api, options.Ports.Apps));
        Assert.Equal((5500, 5525), (options.Ports.Mail, options.Ports.Smtp));
        Assert.False(options.Fresh);
        Assert.Null(options.DataFolder);
    }

    [Fact]
    public void Read_Options_AreTaken()
    {
        var options = DemoArguments.Read(
            ["--fresh", "--data", "/tmp/x", "--describe=out.json", "--ports:portal", "0", "--durable"]);

        Assert.True(options.Fresh);
        Assert.True(options.Durable);
        Assert.Equal("/tmp/x", options.DataFolder);
        Assert.Equal("out.json", options.DescribeFile);
        Assert.Equal(0, options.Ports.Portal);
    }

    [Fact]
    public void Read_ConnectionString_KeepsItsEqualSigns() => Assert.Equal(
        "Host=db;Username=u",
        DemoArguments.Read(["--connectionString", "Host=db;Username=u"]).ConnectionString);

    [Fact]
    public void Read_SettingsOfAPart_KeepTheirColons() => Assert.Equal(
        "00:00:05",
        DemoArguments.Read(["--authoritySettings:Authority:AccessTokenLifetime", "00:00:05"])
            .AuthoritySettings["Authority:AccessTokenLifetime"]);

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("fresh")]
    [InlineData("--ports:nowhere")]
    public void Read_UnknownOption_IsNamed(string option)
    {
        var exception = Assert.Throws<StartException>(() => DemoArguments.Read([option, "1"]));

        Assert.StartsWith(option, exception.Message);
    }

    [Theory]
    [InlineData("--data")]
    [InlineData("--describe")]
    public void Read_MissingValue_IsNamed(string option)
    {
        var exception = Assert.Throws<StartException>(() => DemoArguments.Read([option, "--fresh"]));

        Assert.Equal($"{option} needs a value.", exception.Message);
    }

    [Fact]
    public void Read_PortThatIsNoNumber_IsNamed() =>
        Assert.Contains("Ports:Portal", Assert.Throws<StartException>(
            () => DemoArguments.Read(["--ports:portal", "many"])).Message, StringComparison.OrdinalIgnoreCase);
}

using Microsoft.Extensions.Configuration;
using TokenPortal.Web;
using TokenPortal.Web.Start;

namespace TokenPortal.ComponentTests.Start;

public sealed class PortalSettingsTests
{
    [Fact]
    public void Faults_NoSettings_NamesEveryKey()
    {
        var faults = Faults();

        Assert.Equal(
            ["ConnectionStrings:TokenPortal", "Identity:ClientId", "Identity:Authority"],
            faults.Select(fault => fault.Split(' ')[0]));
    }

    [Fact]
    public void Require_NoSettings_NamesTheDemoCommand()
    {
        var exception = Assert.Throws<PortalSettingsException>(
            () => PortalSettings.Require(new ConfigurationBuilder().Build()));

        Assert.Contains("dotnet run --project src/TokenPortal.Demo", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Faults_PlainIssuer_AreNone() => Assert.Empty(Faults(
        ("ConnectionStrings:TokenPortal", "Host=db;Database=auth;Username=portal"),
        ("Identity:ClientId", "portal"),
        ("Identity:Authority", "https://login.example.com/")));

    [Fact]
    public void Faults_Entra_AreNone() => Assert.Empty(Faults(
        ("ConnectionStrings:TokenPortal", "Host=db"),
        ("Identity:ClientId", "portal"),
        ("Identity:Instance", "https://login.microsoftonline.com/"),
        ("Identity:TenantId", "5e2f6f0e-5b0f-4a0f-9d1c-000000000000")));

    [Theory]
    [InlineData("Hots=db")]
    [InlineData("not a connection string")]
    [InlineData("Host=db;Port=many")]
    [InlineData("Database=tokens")]
    public void Faults_ConnectionStringUnreadable_NamesItsKeyAndNotItsText(string connectionString)
    {
        var fault = Assert.Single(Faults(
            ("ConnectionStrings:TokenPortal", connectionString),
            ("Identity:ClientId", "portal"),
            ("Identity:Authority", "https://login.example.com/")));

        Assert.StartsWith("ConnectionStrings:TokenPortal cannot be read", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(connectionString, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://login.example.com/", "https")]
    [InlineData("login.example.com", "no address")]
    public void Faults_IssuerThatCannotBe_NamesItsKey(string authority, string reason)
    {
        var fault = Assert.Single(Faults(
            ("ConnectionStrings:TokenPortal", "Host=db"), ("Identity:ClientId", "p"),
            ("Identity:Authority", authority)));

        Assert.StartsWith("Identity:Authority", fault, StringComparison.Ordinal);
        Assert.Contains(reason, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("common")]
    [InlineData("Organizations")]
    [InlineData("consumers")]
    public void Faults_ManyTenants_AreRefused(string tenant)
    {
        var fault = Assert.Single(Faults(
            ("ConnectionStrings:TokenPortal", "Host=db"), ("Identity:ClientId", "p"),
            ("Identity:Instance", "https://login.microsoftonline.com/"), ("Identity:TenantId", tenant)));

        Assert.StartsWith("Identity:TenantId", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_EveryFault_IsReportedWithItsKey()
    {
        var options = new PortalOptions
        {
            SubjectClaim = "",
            PathBase = "apps/",
            KnownProxies = { "10.0.0.1", "nonsense" },
        };

        var result = new PortalOptionsValidator().Validate(null, options);

        Assert.Equal(
            ["Portal:SubjectClaim", "Portal:PathBase:", "Portal:KnownProxies:"],
            result.Failures!.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void Validate_Defaults_AreRight() =>
        Assert.True(new PortalOptionsValidator().Validate(null, new PortalOptions()).Succeeded);

    private static List<string> Faults(params (string Key, string Value)[] settings) =>
        [.. PortalSettings.Faults(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, string? (setting) => setting.Value))
            .Build())];
}

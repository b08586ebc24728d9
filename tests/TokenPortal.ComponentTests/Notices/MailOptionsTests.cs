using TokenPortal.Web.Notices;

namespace TokenPortal.ComponentTests.Notices;

public sealed class MailOptionsTests
{
    [Fact]
    public void Validate_WithoutAHost_IsOffAndAsksForNothing()
    {
        Assert.False(new MailOptions().Enabled);
        Assert.Empty(Faults(new MailOptions { Security = "nonsense", Port = 0 }));
    }

    [Fact]
    public void Validate_OrdinarySettings_AreRight() => Assert.Empty(Faults(Ordinary()));

    [Fact]
    public void Validate_EveryFault_IsReportedWithItsKey() => Assert.Equal(
        ["Mail:Port", "Mail:Security", "Mail:User", "Mail:From", "Mail:PublicAddress", "Mail:Language"],
        Faults(new MailOptions
        {
            Host = "mail.example.com",
            Port = 0,
            Security = "ssl",
            User = "portal",
            From = "nonsense <",
            PublicAddress = "apps.example.com",
            Language = "fr",
        }).Select(fault => fault.Split(' ', ':') is [var section, var key, ..] ? $"{section}:{key}" : fault));

    [Fact]
    public void Validate_PasswordWithoutEncryption_IsRefusedBeyondThisMachine()
    {
        var options = Ordinary();
        (options.Security, options.User, options.Password) = ("none", "portal", "secret");
        Assert.StartsWith("Mail:Security", Assert.Single(Faults(options)), StringComparison.Ordinal);

        options.Host = "127.0.0.1";
        Assert.Empty(Faults(options));
    }

    [Fact]
    public void Validate_PublicAddressWithoutEncryption_IsRefusedBeyondThisMachine()
    {
        var options = Ordinary();
        options.PublicAddress = "http://apps.example.com/";
        Assert.StartsWith("Mail:PublicAddress", Assert.Single(Faults(options)), StringComparison.Ordinal);

        options.PublicAddress = "http://localhost:5200/";
        Assert.Empty(Faults(options));
    }

    private static MailOptions Ordinary() => new()
    {
        Host = "mail.example.com",
        From = "Example Accounts <accounts@example.com>",
        PublicAddress = "https://apps.example.com/",
    };

    private static IEnumerable<string> Faults(MailOptions options) =>
        new MailOptionsValidator().Validate(null, options).Failures ?? [];
}

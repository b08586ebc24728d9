using System.Net;
using System.Net.Sockets;
using TokenPortal.Core.Database;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>What the portal's program says and how it exits: scripts go by both.</summary>
public sealed class PortalProgramTests(DatabaseServer server)
{
    private const string Runtime = "ConnectionStrings:TokenPortal";
    private const string Migrator = "ConnectionStrings:TokenPortalMigrator";
    private const string Nowhere = "Host=127.0.0.1;Port=1;Database=none;Username=portal;Password=secret-word";

    private const int Failure = 1;
    private const int WrongUsage = 64;
    private const int WrongSettings = 78;

    [Fact]
    public async Task Start_WithoutSettings_NamesEveryKeyAndTheDemo()
    {
        var portal = await PortalProcess.RunAsync();

        Assert.Equal((WrongSettings, ""), (portal.ExitCode, portal.Output));
        foreach (var key in new[] { Runtime, "Identity:ClientId", "Identity:Authority", "Identity:TenantId" })
            Assert.Contains(key, portal.Errors, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/TokenPortal.Demo", portal.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", portal.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortInUse_NamesItAndTheSetting()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";
        var database = await server.CreateAsync();

        var portal = await PortalProcess.RunAsync(
            [(Runtime, database.Runtime), ("Identity:Authority", PortalFixture.Nowhere), ("Identity:ClientId", "portal"),
                ("Logging:LogLevel:Default", "None")],
            "--urls", address);

        Assert.Equal(Failure, portal.ExitCode);
        Assert.Contains(address, portal.Line, StringComparison.Ordinal);
        Assert.Contains("--urls", portal.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Database_GuardTakenOffAndPutOnAgain_IsToldByCheck()
    {
        var database = await server.CreateAsync();
        (string, string)[] settings = [(Runtime, database.Runtime), (Migrator, database.Migrator)];

        var complete = await PortalProcess.RunAsync(settings, "database", "check");
        Assert.Equal((0, "The database is ready."), (complete.ExitCode, complete.Line));

        var removed = await PortalProcess.RunAsync(settings, "database", "remove-guard");
        Assert.Equal((0, "Guard, hints and indexes are removed."), (removed.ExitCode, removed.Line));
        var without = await PortalProcess.RunAsync(settings, "database", "check");
        Assert.Equal(0, without.ExitCode);
        Assert.StartsWith("warning: The guard is not installed", without.Output, StringComparison.Ordinal);
        Assert.EndsWith("The database is usable.", without.Output.TrimEnd(), StringComparison.Ordinal);

        var applied = await PortalProcess.RunAsync(settings, "database", "apply");
        Assert.Equal((0, "Schema portal, guard and indexes are up to date."), (applied.ExitCode, applied.Line));
        Assert.Equal(complete, await PortalProcess.RunAsync(settings, "database", "check"));
    }

    [Fact]
    public async Task Check_ColumnMissing_FailsAndNamesIt()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("""alter table "OpenIddictTokens" drop column "RedemptionDate";""");

        var check = await PortalProcess.RunAsync([(Runtime, database.Runtime)], "database", "check");

        Assert.Equal(Failure, check.ExitCode);
        Assert.Contains("error: The authorization server's column \"OpenIddictTokens\".\"RedemptionDate\" is missing",
            check.Output, StringComparison.Ordinal);
        Assert.EndsWith("The database is not ready.", check.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", Runtime)]
    [InlineData("apply", Migrator)]
    [InlineData("remove-guard", Migrator)]
    public async Task Database_SettingMissingWrongOrLeadingNowhere_EndsInOneLine(string command, string key)
    {
        var missing = await PortalProcess.RunAsync("database", command);
        Assert.Equal((WrongSettings, $"{key} is missing."), (missing.ExitCode, missing.Line));

        var unreadable = await PortalProcess.RunAsync([(key, "Hots=db;Password=secret-word")], "database", command);
        Assert.Equal(WrongSettings, unreadable.ExitCode);
        Assert.StartsWith($"{key} cannot be read", unreadable.Line, StringComparison.Ordinal);

        var nowhere = await PortalProcess.RunAsync([(key, Nowhere)], "database", command);
        Assert.Equal(Failure, nowhere.ExitCode);
        Assert.Contains(key, nowhere.Line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", nowhere.Line + unreadable.Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("roles", DatabaseScript.Roles)]
    [InlineData("guard", DatabaseScript.Guard)]
    public async Task Print_Script_IsThatScriptAndNothingElse(string name, DatabaseScript script)
    {
        var print = await PortalProcess.RunAsync("database", "print", name);
        Assert.Equal((0, ""), (print.ExitCode, print.Errors));
        Assert.Equal(PortalDatabase.Print(script).TrimEnd(), print.Output.TrimEnd());
    }

    [Theory]
    [InlineData("mend")]
    [InlineData("check", "check")]
    public async Task Database_WordsThatAreNoCommand_AreNamed(params string[] words)
    {
        var command = await PortalProcess.RunAsync(["database", .. words]);
        Assert.Equal(WrongUsage, command.ExitCode);
        Assert.Contains(words[^1], command.Errors, StringComparison.Ordinal);
    }
}

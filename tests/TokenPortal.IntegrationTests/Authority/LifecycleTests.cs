using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TokenPortal.Authority;
using TokenPortal.Authority.Failures;
using TokenPortal.Authority.Seeding;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>Starting, restarting and tidying up.</summary>
public sealed class LifecycleTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task Restart_KeepsTokensAndSessions()
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync("openid offline_access calendar.read");

        await authority.RestartAsync();

        var refreshed = await visitor.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, refreshed.Status);
        await visitor.AuthorizeAsync();
        Assert.Empty(visitor.Pages);
    }

    [Fact]
    public async Task Restart_DoesNotBringBackADeletedClient()
    {
        await authority.Database.ExecuteAsync(
            """delete from "OpenIddictApplications" where "ClientId" = 'nightly'""");

        await authority.RestartAsync();

        Assert.Empty(await authority.Database.QueryAsync<string>(
            """select "Id" from "OpenIddictApplications" where "ClientId" = 'nightly'"""));
        Assert.Equal(KnownScopes.All.Count, Assert.Single(await authority.Database.QueryAsync<int>(
            """select count(*)::int from "OpenIddictScopes" """)));
    }

    [Fact]
    public void Keys_AreClosedToOtherAccounts()
    {
        if (OperatingSystem.IsWindows()) return;

        var files = Directory.GetFiles(authority.KeysPath, "*", SearchOption.AllDirectories);

        Assert.True(files.Length >= 3);
        foreach (var file in files)
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task Pruning_RemovesDeadEntriesAfterTwoWeeksAndKeepsTheConsent()
    {
        using var visitor = authority.Visit("vault");
        await visitor.ConnectAsync("openid files.read");
        var authorizations = await CountAsync("OpenIddictAuthorizations");

        authority.Clock.Advance(TimeSpan.FromDays(15));
        await authority.RestartAsync();

        await Eventually.IsAsync(0, () => CountAsync("OpenIddictTokens", """where "Type" like '%access_token'"""));
        Assert.Equal(authorizations, await CountAsync("OpenIddictAuthorizations"));
    }

    [Fact]
    public void Build_WithFaultySettings_NamesEachKey()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => AuthorityApplication.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["Authority:Issuer"] = "http://accounts.example/",
                ["Authority:Clients:0:ClientId"] = "app",
                ["Authority:Clients:0:Scopes:0"] = "everything",
            });
        }));

        Assert.Equal(
            [
                "Authority:Clients:0:ClientSecret", "Authority:Clients:0:DisplayName",
                "Authority:Clients:0:RedirectUris", "Authority:Clients:0:Scopes", "Authority:Issuer",
                "Authority:KeysPath", "Authority:PortalAddress", "ConnectionStrings:Authority",
            ],
            fault.Failures.Select(f => f[..f.IndexOf(": ", StringComparison.Ordinal)]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=a;Password=secret;Database=d", "127.0.0.1:1")]
    [InlineData("no connection string", "ConnectionStrings:Authority")]
    public async Task Start_WithoutADatabase_SaysSoInOneLine(string connectionString, string named)
    {
        var keys = Directory.CreateTempSubdirectory("tokenportal-keys-");
        await using var application = AuthorityApplication.Build([], builder =>
        {
            builder.Logging.ClearProviders();
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["ConnectionStrings:Authority"] = connectionString,
                ["Authority:Issuer"] = "http://localhost:1/",
                ["Authority:KeysPath"] = keys.FullName,
                ["Authority:PortalAddress"] = "http://localhost/portal",
            });
        });

        var fault = await Assert.ThrowsAsync<AuthorityStartException>(() =>
            application.StartAsync(TestContext.Current.CancellationToken));

        keys.Delete(recursive: true);
        Assert.Contains(named, fault.Message);
        Assert.DoesNotContain("secret", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private async Task<int> CountAsync(string table, string where = "") => Assert.Single(
        await authority.Database.QueryAsync<int>($"""select count(*)::int from "{table}" {where}"""));
}

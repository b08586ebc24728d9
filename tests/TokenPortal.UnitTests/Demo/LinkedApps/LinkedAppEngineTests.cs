using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.Demo.LinkedApps;

namespace TokenPortal.UnitTests.Demo.LinkedApps;

public sealed class LinkedAppEngineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenportal").FullName;
    private readonly ScriptedServer _server = new();
    private readonly LinkedAppsOptions _options;
    private readonly ConnectionStore _store;
    private readonly LinkedAppEngine _engine;
    private readonly LinkedApp _app = LinkedAppBuilder.App();

    public LinkedAppEngineTests()
    {
        _options = new LinkedAppsOptions(
            new Uri("http://apps/"), new Uri("http://as/"), new Uri("http://api/"), new Uri("http://portal/"),
            Path.Combine(_folder, "tokens.json"))
        {
            Apps = [_app],
        };
        _store = new ConnectionStore(_options);
        _engine = new LinkedAppEngine(
            new OAuthClient(new HttpClient(_server), _options), _store, new FakeTimeProvider(),
            NullLogger<LinkedAppEngine>.Instance);
    }

    [Fact]
    public async Task Work_TokenAccepted_IsConnectedWithoutARefresh()
    {
        _server.Accepted.Add("old");

        var after = await WorkAsync();

        Assert.Equal(new ConnectionCheck(ConnectionStatus.Connected, ApiStatus: 200), after.Check);
        Assert.Empty(_server.Refreshes);
    }

    [Fact]
    public async Task Work_TokenRefused_RefreshesAndGoesOn()
    {
        _server.RefreshAnswer = (HttpStatusCode.OK, """{ "access_token": "new", "refresh_token": "next" }""");

        var after = await WorkAsync();

        Assert.Equal(ConnectionStatus.Connected, after.Check.Status);
        Assert.Equal(new TokenSet("new", "next"), after.Tokens);
    }

    [Fact]
    public async Task Work_GrantGone_IsDisconnectedAndGivesItsTokensUp()
    {
        _server.RefreshAnswer = (HttpStatusCode.BadRequest, """{ "error": "invalid_grant" }""");

        var after = await WorkAsync();

        Assert.Equal(new ConnectionCheck(ConnectionStatus.Disconnected, 401, 400, "invalid_grant"), after.Check);
        Assert.Null(after.Tokens);
    }

    [Fact]
    public async Task Work_ClientGone_IsRefused()
    {
        _server.RefreshAnswer = (HttpStatusCode.Unauthorized, """{ "error": "invalid_client" }""");

        var after = await WorkAsync();

        Assert.Equal(new ConnectionCheck(ConnectionStatus.Refused, 401, 401, "invalid_client"), after.Check);
    }

    [Fact]
    public async Task Work_PermissionMissing_IsRefusedAndKeepsItsTokens()
    {
        _server.ApiAnswer = HttpStatusCode.Forbidden;

        var after = await WorkAsync();

        Assert.Equal(ConnectionStatus.Refused, after.Check.Status);
        Assert.NotNull(after.Tokens);
    }

    [Fact]
    public async Task Work_ServerFailsDuringRefresh_KeepsItsTokens()
    {
        _server.RefreshAnswer = (HttpStatusCode.ServiceUnavailable, "{}");

        var after = await WorkAsync();

        Assert.Equal(ConnectionStatus.Unreachable, after.Check.Status);
        Assert.Equal(new TokenSet("old", "refresh"), after.Tokens);
    }

    [Fact]
    public async Task Work_NobodyAnswers_KeepsItsTokens()
    {
        _server.IsDown = true;

        var after = await WorkAsync();

        Assert.Equal(ConnectionStatus.Unreachable, after.Check.Status);
        Assert.Equal(new TokenSet("old", "refresh"), after.Tokens);
    }

    [Fact]
    public async Task Work_ManyAtOnce_RefreshOnce()
    {
        _server.RefreshAnswer = (HttpStatusCode.OK, """{ "access_token": "new", "refresh_token": "next" }""");
        await _store.SaveAsync(Connection());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            _engine.WorkAsync(_app, Connection(), TestContext.Current.CancellationToken)));

        Assert.Single(_server.Refreshes);
    }

    [Fact]
    public async Task Work_NewTokens_AreThereAfterARestart()
    {
        _server.RefreshAnswer = (HttpStatusCode.OK, """{ "access_token": "new", "refresh_token": "next" }""");
        await WorkAsync();

        using var restarted = new ConnectionStore(_options);

        Assert.Equal(new TokenSet("new", "next"), Assert.Single(restarted.For(_app)).Tokens);
    }

    [Fact]
    public async Task Work_TokenFile_IsTheOwnersOnly()
    {
        _server.Accepted.Add("old");
        await WorkAsync();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_options.TokenFile));
    }

    public void Dispose()
    {
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<Connection> WorkAsync()
    {
        await _store.SaveAsync(Connection());
        return await _engine.WorkAsync(_app, Connection(), TestContext.Current.CancellationToken);
    }

    private static Connection Connection() => new("app.ann", "app", "", "ann", "ann@example.com")
    {
        ConnectedAt = DateTimeOffset.UnixEpoch,
        Tokens = new TokenSet("old", "refresh"),
    };
}

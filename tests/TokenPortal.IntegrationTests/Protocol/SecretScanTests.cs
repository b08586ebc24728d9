using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>
/// Case 127, R30, ASVS 7.1.1: with the server's log at Debug, whatever its own filters say, and PostgreSQL logging every
/// statement with its parameters, no token, code, cookie, password or client secret is in either.
/// </summary>
public sealed class SecretScanTests(ITestOutputHelper output) : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _serverLog = new();
    private readonly ConcurrentQueue<string> _databaseLog = new();
    private DatabaseServer _databases = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _databases = await DatabaseServer.StartLoggingAsync(_databaseLog.Enqueue);

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    [Proves("R30", "V7.1.1")]
    public async Task Logs_OfEverythingThatTheServerDoes_HoldNoSecret()
    {
        await using var authority = new AuthorityFixture(_databases) { Logging = LogEverything };
        await authority.InitializeAsync();
        await GoThroughEverythingAsync(authority);

        var planted = $"planted-{Guid.NewGuid():N}";
        authority.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test").LogDebug("Token {Token}", planted);
        await authority.Database.ExecuteAsync("select @planted::text", new { planted });
        await AskUntilLoggedAsync(authority.Database, planted);
        Assert.NotEmpty(Find(_serverLog, [planted]));
        Assert.NotEmpty(Find(_databaseLog, [planted]));

        var secrets = RunLog.Secrets;
        output.WriteLine(
            $"{secrets.Length} secrets searched in {_serverLog.Count} lines of the server, {_databaseLog.Count} of PostgreSQL");
        Assert.Empty(Find(_serverLog, secrets));
        Assert.Empty(Find(_databaseLog, secrets));
    }

    [Theory]
    [InlineData("POST", "oauth/revoke")]
    [InlineData("GET", "oauth/revoke")]
    [InlineData("GET", "connect/introspect")]
    [Proves("R30")]
    public async Task Log_AtDebugWithTheShippedFilters_HoldsNoTokenThatCameInAnAddress(string method, string path)
    {
        // The web server itself would write whole addresses: here the filters are what is tested.
        await using var authority = new AuthorityFixture(_databases)
        {
            Logging = logging => logging.AddProvider(new LineLogger(_serverLog.Enqueue)),
            More = { ["Logging:LogLevel:Default"] = "Debug" },
        };
        await authority.InitializeAsync();
        using var visitor = authority.Visit();
        var token = (await visitor.ConnectAsync()).GetProperty("refresh_token").GetString()!;
        using var request = new HttpRequestMessage(new HttpMethod(method), $"{path}?client_id=calendar&token={token}");
        if (method == "POST") request.Content = AuthorityDriver.Form([]);
        using var refused = await visitor.Http.SendAsync(request, Cancellation);
        Assert.InRange((int)refused.StatusCode, 400, 499);

        authority.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Test").LogDebug("The log is on");
        Assert.NotEmpty(Find(_serverLog, ["The log is on"]));
        Assert.Empty(Find(_serverLog, [token]));
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(token)).Status);
    }

    private void LogEverything(ILoggingBuilder logging)
    {
        logging.AddProvider(new LineLogger(_serverLog.Enqueue));
        logging.Services.PostConfigure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            // OpenIddict writes whole tokens at Trace, as its level says.
            options.MinLevel = LogLevel.Debug;
        });
    }

    private static async Task GoThroughEverythingAsync(AuthorityFixture authority)
    {
        foreach (var client in new[] { "calendar", "vault", "photos" })
        {
            using var visitor = authority.Visit(client);
            var tokens = await visitor.ConnectAsync("openid offline_access");
            var first = tokens.GetProperty("refresh_token").GetString()!;
            tokens = (await visitor.RefreshAsync(first)).Body;
            var access = tokens.GetProperty("access_token").GetString()!;
            await visitor.UserInfoAsync(access);
            if (client != "photos") await visitor.IntrospectAsync(access);
            await RevokeWrongAsync(visitor, client, access);
            // Used up, and its leeway is over: it ends the grant.
            authority.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(first)).Status);

            tokens = await visitor.ConnectAsync("openid offline_access");
            var (status, _) = await visitor.PostAsync("oauth/revoke", ("token", tokens.GetProperty("refresh_token").GetString()!));
            Assert.Equal(HttpStatusCode.OK, status);
        }

        using var ann = authority.Visit();
        await ann.ConnectAsync();
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        foreach (var item in (await api.ListAsync("")).EnumerateArray())
            Assert.Equal(HttpStatusCode.NoContent, await api.DeleteAsync(item.GetProperty("id").GetString()!));
    }

    // Each way of sending a token, and what fails: JSON, Basic, wrong secret, foreign token.
    private static async Task RevokeWrongAsync(AuthorityDriver visitor, string client, string access)
    {
        var stranger = client == "calendar" ? "vault" : "calendar";
        var secret = AuthorityDriver.SecretOf(stranger);
        using var json = new StringContent(
            JsonSerializer.Serialize(new { client_id = stranger, client_secret = secret, token = access }),
            Encoding.UTF8, "application/json");
        using var foreign = await visitor.Http.PostAsync("oauth/revoke", json, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, foreign.StatusCode);

        using var basic = new HttpRequestMessage(HttpMethod.Post, "oauth/revoke")
        {
            Content = AuthorityDriver.Form([("token", access)]),
            Headers =
            {
                Authorization = new AuthenticationHeaderValue(
                    "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{stranger}:{secret}-wrong"))),
            },
        };
        using var refused = await visitor.Http.SendAsync(basic, Cancellation);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var broken = new StringContent($"{{\"token\":\"{access}\"", Encoding.UTF8, "application/json");
        using var unread = await visitor.Http.PostAsync("oauth/revoke", broken, Cancellation);
        Assert.Equal(HttpStatusCode.BadRequest, unread.StatusCode);
    }

    // PostgreSQL's log comes through a pipe: what was written before is there when this is.
    private async Task AskUntilLoggedAsync(TestDatabase database, string planted)
    {
        while (Find(_databaseLog, [planted]).Count == 0) await database.QueryAsync<int>("select 1");
    }

    private static List<string> Find(IEnumerable<string> log, string[] secrets)
    {
        var values = SearchValues.Create(secrets, StringComparison.Ordinal);
        return [.. log.Where(line => line.AsSpan().ContainsAny(values))];
    }
}

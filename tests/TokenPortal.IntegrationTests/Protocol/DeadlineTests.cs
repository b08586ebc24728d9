using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Npgsql;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>Cases 85 to 89: the database is stopped, or accepts connections and never answers.</summary>
public sealed class DeadlineTests(DatabaseServer server)
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Proves("R23", "I12", "database away", "V16.5.3")]
    public async Task Database_AwayOrSilent_Is503OnEachEndpointAndMendsItself(bool silent)
    {
        var database = await server.CreateAsync();
        await using var line = new Tarpit(database.Owner);
        await using var authority = new AuthorityFixture(server)
        {
            Database = database,
            Connection = connectionString => new NpgsqlConnectionStringBuilder(connectionString)
            {
                Host = "127.0.0.1",
                Port = line.Port,
                SslMode = SslMode.Disable,
            }.ConnectionString,
        };
        await authority.InitializeAsync();
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();
        var operators = await DeviceApiClient.OfOperatorAsync(authority);
        var before = await database.SnapshotAsync();

        if (silent) line.FallSilent();
        else line.Close();
        await AssertUnavailableAsync(() => PostAsync(visitor, "oauth/revoke", tokens));
        await AssertUnavailableAsync(() => PostAsync(visitor, "connect/revoke", tokens));
        await AssertUnavailableAsync(() => PostAsync(visitor, "connect/introspect", tokens));
        await AssertUnavailableAsync(() => operators.SendAsync(HttpMethod.Get, ""));
        await AssertUnavailableAsync(() => operators.SendAsync(HttpMethod.Delete, "/dcr_0000000000000000"));
        Assert.Equal(before, await database.SnapshotAsync());

        line.Open();
        // The pools still hold connections over the broken line; each call that finds one loses it.
        HttpResponseMessage answer;
        while ((answer = await PostAsync(visitor, "oauth/revoke", tokens)).StatusCode == HttpStatusCode.ServiceUnavailable)
            Cancellation.ThrowIfCancellationRequested();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("""{"active":false}""", JsonSerializer.Serialize(
            await visitor.IntrospectAsync(tokens.GetProperty("refresh_token").GetString()!)));
    }

    [Theory] // Case 84
    [InlineData(false)]
    [InlineData(true)]
    [Proves("R23", "V2.3.3")]
    public async Task Connection_CutInTheRevoke_IsNever200UnlessCommitted(bool afterCommit)
    {
        var database = await server.CreateAsync();
        await using var proxy = new CuttingProxy(database.Runtime, "for update");
        await using var authority = new AuthorityFixture(server)
        {
            Database = database,
            Connection = connectionString =>
                connectionString == database.Runtime ? proxy.ConnectionString : connectionString,
        };
        await authority.InitializeAsync();
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();

        proxy.Arm(afterCommit ? CuttingProxy.Cut.AfterAnswer : CuttingProxy.Cut.BeforeRequest, andRefuse: true);
        await AssertUnavailableAsync(() => PostAsync(visitor, "oauth/revoke", tokens));

        Assert.Equal([afterCommit ? "revoked" : "valid"], await database.QueryAsync<string>(
            """select "Status" from "OpenIddictAuthorizations" """));
        proxy.Accept();
        using var again = await PostAsync(visitor, "oauth/revoke", tokens);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(["api"], await database.QueryAsync<string>("select reason from portal.history where kind <> 'app_connected'"));
    }

    private static Task<HttpResponseMessage> PostAsync(AuthorityDriver visitor, string address, JsonElement tokens) =>
        visitor.Http.PostAsync(
            address,
            AuthorityDriver.Form([
                ("token", tokens.GetProperty("refresh_token").GetString()!),
                ("client_id", "calendar"), ("client_secret", AuthorityDriver.SecretOf("calendar"))]),
            Cancellation);

    private static async Task AssertUnavailableAsync(Func<Task<HttpResponseMessage>> send)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await send();
        var elapsed = Stopwatch.GetElapsedTime(start);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("true", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        // The time is what is promised here, not how fast it is.
        Assert.True(elapsed < Promised, $"answered after {elapsed}");
    }
}

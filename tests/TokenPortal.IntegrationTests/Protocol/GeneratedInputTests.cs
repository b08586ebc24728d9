using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>The same promise as for requests written by hand, for those that a seed makes.</summary>
public sealed class GeneratedInputTests(AuthorityFixture authority, ITestOutputHelper output)
    : IClassFixture<AuthorityFixture>
{
    private const int Requests = 20_000;
    private const int Workers = 4;
    private const int Seed = 20261123;
    private const int Effects = 100;
    private const string ServerRows = "row not like 'h %'";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("R21")]
    public async Task Request_Generated_IsAnsweredBelow500AndChangesNothing()
    {
        using var vault = authority.Visit("vault");
        var foreign = await vault.ConnectAsync("openid offline_access files.read");
        var pool = new TokenPool(Tokens(foreign), [.. await DeadAsync("photos"), .. await DeadAsync("calendar")], await BearerAsync());
        var before = await authority.Database.SnapshotAsync(ServerRows);
        var outcomes = new ConcurrentDictionary<string, int>();
        var wrong = new ConcurrentBag<string>();

        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker =>
            Task.Run(() => SendAsync(Seed + worker, pool, outcomes, wrong), Cancellation)));

        foreach (var (outcome, count) in outcomes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            output.WriteLine($"{outcome}: {count}");
        Assert.Empty(wrong);
        Assert.Equal(Requests, outcomes.Values.Sum());
        var good = outcomes.Where(pair => pair.Key.Contains("good credentials", StringComparison.Ordinal)).Sum(pair => pair.Value);
        Assert.InRange(good, Requests * 45 / 100, Requests * 55 / 100);
        Assert.Equal(before, await authority.Database.SnapshotAsync(ServerRows));
        // They did reach the question whose the token is, and the answer was noted each time.
        Assert.NotEmpty(await authority.Database.QueryAsync<string>("select kind from portal.history where kind = 'foreign_token_refused'"));
        Assert.Equal(HttpStatusCode.OK, (await vault.RefreshAsync(Tokens(foreign)[0])).Status);
    }

    [Fact]
    public async Task Request_GeneratedAroundAnOwnLiveToken_EndsItsGrant()
    {
        var random = new Random(Seed);
        using var photos = authority.Visit("photos");
        for (var i = 0; i < Effects; i++)
        {
            var tokens = Tokens(await photos.ConnectAsync("openid offline_access files.read"));
            var token = tokens[random.Next(tokens.Length)];
            (string, string)[] noise = [("token_type_hint", $"hint{random.Next()}"), ($"x{random.Next()}", "\0'\"\\")];
            var (status, body) = await photos.PostAsync(
                random.Next(2) == 0 ? "oauth/revoke" : "connect/revoke", [("token", token), .. noise.Take(random.Next(3))]);

            Assert.Equal((HttpStatusCode.OK, "{}"), (status, JsonSerializer.Serialize(body)));
            Assert.Empty(await authority.Database.QueryAsync<string>("""
                select t."Id" from "OpenIddictTokens" t
                join "OpenIddictApplications" p on p."Id" = t."ApplicationId" and p."ClientId" = 'photos'
                where t."Status" in ('valid', 'inactive', 'redeemed')
                """));
        }
    }

    private async Task SendAsync(
        int seed, TokenPool pool, ConcurrentDictionary<string, int> outcomes, ConcurrentBag<string> wrong)
    {
        var generator = new GeneratedRequests(seed, pool);
        using var http = new HttpClient(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = authority.Address,
        };
        for (var i = 0; i < Requests / Workers; i++)
        {
            var (endpoint, valid, request) = generator.Next();
            using (request)
            using (var answer = await http.SendAsync(request, Cancellation))
            {
                var body = await answer.Content.ReadAsStringAsync(Cancellation);
                outcomes.AddOrUpdate($"{endpoint}, {(valid ? "good" : "bad")} credentials, {(int)answer.StatusCode}", 1, (_, n) => n + 1);
                if ((int)answer.StatusCode >= 500) wrong.Add($"seed {seed}, request {i}: {(int)answer.StatusCode} {body}");
                Leaks.AssertNone($"seed {seed}, request {i}", body);
                ErrorTexts.AssertPlain(body);
            }
        }
    }

    private async Task<string[]> DeadAsync(string client)
    {
        using var visitor = authority.Visit(client);
        var tokens = Tokens(await visitor.ConnectAsync("openid offline_access"));
        await visitor.PostAsync("oauth/revoke", ("token", tokens[0]));
        return tokens;
    }

    private async Task<string> BearerAsync()
    {
        using var machine = authority.Visit("nightly");
        var (_, tokens) = await machine.PostAsync("connect/token",
            ("grant_type", "client_credentials"), ("scope", "read:device_credentials delete:device_credentials"));
        return tokens.GetProperty("access_token").GetString()!;
    }

    private static string[] Tokens(JsonElement tokens) =>
        [tokens.GetProperty("refresh_token").GetString()!, tokens.GetProperty("access_token").GetString()!];
}

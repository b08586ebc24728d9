using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>Case 75, invariants I1 and I2: a refresh loop on the real server against a revoke, at random offsets.</summary>
public sealed class RefreshRaceTests(DatabaseServer server)
{
    private const int Rounds = 500;
    private const int FewestOverlaps = 100;
    private const int MostRoundsWithoutGuard = 300;
    private const int Seed = 20261122;
    private const string Ann = "subject-of-ann";
    private const string Api = "demo-api";

    private const string LiveRows = """
        select count(*)::int
        from "OpenIddictTokens" t
        join "OpenIddictAuthorizations" a on a."Id" = t."AuthorizationId"
        where a."Status" = 'revoked' and t."Status" in ('valid', 'inactive', 'redeemed')
        """;

    [Fact]
    public async Task Revoke_AgainstARefreshLoop_LeavesNothingAlive()
    {
        await using var authority = await StartAsync();
        var database = authority.Database;
        using var visitor = authority.Visit();
        using var api = authority.Visit(Api);
        var service = database.Service(authority.Clock);
        var random = new Random(Seed);
        var overlaps = 0;

        for (var round = 0; round < Rounds; round++)
        {
            var race = await RaceAsync(visitor, service, random);
            if (race.Overlapped) overlaps++;
            Assert.DoesNotContain(race.Refreshes, refresh => (int)refresh.Status >= 500);
            Assert.DoesNotContain(race.Refreshes, refresh =>
                refresh.Start > race.RevokeEnd && refresh.Status == HttpStatusCode.OK);
            await AssertDeadAsync(visitor, api, race);
        }

        var deadlocks = Assert.Single(await database.QueryAsync<int>(
            "select deadlocks::int from pg_stat_database where datname = current_database()"));
        var live = Assert.Single(await database.QueryAsync<int>(LiveRows));
        Figures.Note($"{Rounds} rounds, {overlaps} overlapped, {live} live rows, {deadlocks} deadlocks");
        Assert.True(overlaps >= FewestOverlaps, $"only {overlaps} of {Rounds} rounds overlapped");
        Assert.Equal((0, 0), (live, deadlocks));
    }

    [Fact]
    public async Task Revoke_WithoutTheGuard_LeavesLiveRowsBehind()
    {
        await using var authority = await StartAsync();
        var database = authority.Database;
        await database.ExecuteAsync("""drop trigger tokenportal_guard on "OpenIddictTokens";""");
        using var visitor = authority.Visit();
        var service = database.Service(authority.Clock);
        var random = new Random(Seed);

        var (rounds, live) = (0, 0);
        for (; rounds < MostRoundsWithoutGuard && live == 0; rounds++)
        {
            await RaceAsync(visitor, service, random);
            live = Assert.Single(await database.QueryAsync<int>(LiveRows));
        }

        Figures.Note($"without the guard: {live} live rows after {rounds} rounds");
        Assert.NotEqual(0, live);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<AuthorityFixture> StartAsync()
    {
        var authority = new AuthorityFixture(server);
        await authority.InitializeAsync();
        return authority;
    }

    private static async Task<Race> RaceAsync(AuthorityDriver visitor, GrantService service, Random random)
    {
        var tokens = await visitor.ConnectAsync();
        var key = (await service.ListAsync(Ann, Cancellation)).Single(app => app.HasLiveAccess).Key;
        var refreshes = new ConcurrentQueue<Refresh>();
        var loop = RefreshUntilRefusedAsync(visitor, tokens, refreshes);

        SpinFor(TimeSpan.FromMilliseconds(random.NextDouble() * 30));
        var start = Stopwatch.GetTimestamp();
        var result = await service.RevokeAsync(Ann, key, Actor.User(Ann), Cancellation);
        var end = Stopwatch.GetTimestamp();

        Assert.IsType<RevokeResult.Revoked>(result);
        return new Race(refreshes, await loop, start, end);
    }

    private static async Task<JsonElement> RefreshUntilRefusedAsync(
        AuthorityDriver visitor, JsonElement tokens, ConcurrentQueue<Refresh> refreshes)
    {
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            var (status, body) = await visitor.RefreshAsync(RefreshToken(tokens));
            refreshes.Enqueue(new Refresh(start, Stopwatch.GetTimestamp(), status));
            if (status != HttpStatusCode.OK)
            {
                Assert.Equal("invalid_grant", body.GetProperty("error").GetString());
                return tokens;
            }

            tokens = body;
        }
    }

    /// <summary>Chooses an offset between the two, finer than a timer; nothing is waited for.</summary>
    private static void SpinFor(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time) Thread.SpinWait(50);
    }

    private static async Task AssertDeadAsync(AuthorityDriver visitor, AuthorityDriver api, Race race)
    {
        const string Inactive = """{"active":false}""";
        var access = race.Last.GetProperty("access_token").GetString()!;
        Assert.Equal(Inactive, JsonSerializer.Serialize(await api.IntrospectAsync(access)));
        Assert.Equal(Inactive, JsonSerializer.Serialize(await visitor.IntrospectAsync(RefreshToken(race.Last))));
        var (status, body) = await visitor.RefreshAsync(RefreshToken(race.Last));
        Assert.Equal(
            (HttpStatusCode.BadRequest, "invalid_grant"), (status, body.GetProperty("error").GetString()));
    }

    private static string RefreshToken(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private sealed record Refresh(long Start, long End, HttpStatusCode Status);

    private sealed record Race(
        IReadOnlyCollection<Refresh> Refreshes, JsonElement Last, long RevokeStart, long RevokeEnd)
    {
        public bool Overlapped => Refreshes.Any(refresh => refresh.Start < RevokeEnd && refresh.End > RevokeStart);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>Case 75, invariants I1 and I2: a refresh loop on the real server against a revoke, at random offsets.</summary>
public sealed class RefreshRaceTests(DatabaseServer server, ITestOutputHelper output)
{
    private const int Rounds = 500;
    private const int FewestOverlaps = 100;
    private const int MostRoundsWithoutGuard = 300;
    private const int Seed = 20261122;

    private const string LiveRows = """
        select count(*)::int
        from "OpenIddictTokens" t
        join "OpenIddictAuthorizations" a on a."Id" = t."AuthorizationId"
        where a."Status" = 'revoked' and t."Status" in ('valid', 'inactive', 'redeemed')
        """;

    [Fact]
    public async Task Revoke_AgainstARefreshLoop_LeavesNothingAlive()
    {
        var database = await server.CreateAsync();
        await using var authority = await RealServer.StartAsync(database);
        using var visitor = new OAuthVisitor(authority.Address);
        var service = database.Service();
        var random = new Random(Seed);
        var overlaps = 0;

        for (var round = 0; round < Rounds; round++)
        {
            var race = await RaceAsync(visitor, service, random);
            if (race.Overlapped) overlaps++;
            Assert.DoesNotContain(race.Refreshes, refresh => (int)refresh.Answer.Status >= 500);
            Assert.DoesNotContain(race.Refreshes, refresh =>
                refresh.Start > race.RevokeEnd && refresh.Answer.Status == HttpStatusCode.OK);
            await AssertDeadAsync(visitor, race.Last);
        }

        var deadlocks = Assert.Single(await database.QueryAsync<int>(
            "select deadlocks::int from pg_stat_database where datname = current_database()"));
        var live = Assert.Single(await database.QueryAsync<int>(LiveRows));
        output.WriteLine($"{Rounds} rounds, {overlaps} overlapped, {live} live rows, {deadlocks} deadlocks");
        Assert.True(overlaps >= FewestOverlaps, $"only {overlaps} of {Rounds} rounds overlapped");
        Assert.Equal((0, 0), (live, deadlocks));
    }

    [Fact]
    public async Task Revoke_WithoutTheGuard_LeavesLiveRowsBehind()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("""drop trigger tokenportal_guard on "OpenIddictTokens";""");
        await using var authority = await RealServer.StartAsync(database);
        using var visitor = new OAuthVisitor(authority.Address);
        var service = database.Service();
        var random = new Random(Seed);

        var (rounds, live) = (0, 0);
        for (; rounds < MostRoundsWithoutGuard && live == 0; rounds++)
        {
            await RaceAsync(visitor, service, random);
            live = Assert.Single(await database.QueryAsync<int>(LiveRows));
        }

        output.WriteLine($"without the guard: {live} live rows after {rounds} rounds");
        Assert.NotEqual(0, live);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<Race> RaceAsync(OAuthVisitor visitor, GrantService service, Random random)
    {
        var tokens = await visitor.ConnectAsync(Cancellation);
        var key = (await service.ListAsync(RealServer.Subject, Cancellation)).Single(app => app.HasLiveAccess).Key;
        var refreshes = new ConcurrentQueue<Refresh>();
        var loop = RefreshUntilRefusedAsync(visitor, tokens, refreshes);

        SpinFor(TimeSpan.FromMilliseconds(random.NextDouble() * 30));
        var start = Stopwatch.GetTimestamp();
        var result = await service.RevokeAsync(
            RealServer.Subject, key, Actor.User(RealServer.Subject), Cancellation);
        var end = Stopwatch.GetTimestamp();

        Assert.IsType<RevokeResult.Revoked>(result);
        return new Race(refreshes, await loop, start, end);
    }

    private static async Task<Tokens> RefreshUntilRefusedAsync(
        OAuthVisitor visitor, Tokens tokens, ConcurrentQueue<Refresh> refreshes)
    {
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await visitor.RefreshAsync(tokens.RefreshToken, Cancellation);
            refreshes.Enqueue(new Refresh(start, Stopwatch.GetTimestamp(), answer));
            if (answer.Tokens is not { } next)
            {
                Assert.Equal("invalid_grant", answer.Error);
                return tokens;
            }

            tokens = next;
        }
    }

    /// <summary>Chooses an offset between the two, finer than a timer; nothing is waited for.</summary>
    private static void SpinFor(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time) Thread.SpinWait(50);
    }

    private static async Task AssertDeadAsync(OAuthVisitor visitor, Tokens tokens)
    {
        const string Inactive = """{"active":false}""";
        Assert.Equal(Inactive, await visitor.IntrospectAsync(tokens.AccessToken, asApi: true, Cancellation));
        Assert.Equal(Inactive, await visitor.IntrospectAsync(tokens.RefreshToken, asApi: false, Cancellation));
        var refresh = await visitor.RefreshAsync(tokens.RefreshToken, Cancellation);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_grant"), (refresh.Status, refresh.Error));
    }

    private sealed record Refresh(long Start, long End, Answer Answer);

    private sealed record Race(IReadOnlyCollection<Refresh> Refreshes, Tokens Last, long RevokeStart, long RevokeEnd)
    {
        public bool Overlapped => Refreshes.Any(refresh => refresh.Start < RevokeEnd && refresh.End > RevokeStart);
    }
}

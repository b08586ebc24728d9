using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Conformance;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>
/// Invariants I1 and I2 for the revokes that leave the authorization valid, where the guard does not help: one device,
/// and one permission. A refresh loop on the real server against each, at random offsets.
/// </summary>
public sealed class NarrowRaceTests(DatabaseServer server)
{
    private const int Rounds = 100;
    private const int FewestOverlaps = 30;
    private const int Seed = 20261123;
    private const string Ann = "subject-of-ann";
    private const string Scope = "calendar.read";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OneDevice_EndedAgainstARefreshLoop_LeavesNothingOfItAliveAndTheOtherWhole()
    {
        await using var authority = new AuthorityFixture(server);
        await authority.InitializeAsync();
        var devices = authority.Services.GetRequiredService<IDeviceCredentials>();
        using var phone = authority.Visit();
        using var desk = authority.Visit();
        var kept = await desk.ConnectAsync();
        var keptFamily = Assert.Single(await FamiliesAsync(authority.Database));
        var (random, overlaps) = (new Random(Seed), 0);

        for (var round = 0; round < Rounds; round++)
        {
            var tokens = await phone.ConnectAsync();
            var family = (await FamiliesAsync(authority.Database)).Single(id => id != keptFamily);
            Assert.True(DeviceCredentialId.TryParse(family, out var id));
            var loop = RefreshUntilRefusedAsync(phone, tokens, CancellationToken.None);
            SpinFor(random);
            var start = Stopwatch.GetTimestamp();
            Assert.NotNull(await devices.RemoveAsync(id, Ann, Actor.User(Ann), Cancellation));
            var end = Stopwatch.GetTimestamp();

            var refreshes = await loop;
            if (refreshes.Any(refresh => refresh.Start < end && refresh.End > start)) overlaps++;
            Assert.DoesNotContain(refreshes, refresh => (int)refresh.Status >= 500);
            Assert.DoesNotContain(refreshes, refresh => refresh.Start > end && refresh.Status == HttpStatusCode.OK);
            Assert.Equal([keptFamily], await FamiliesAsync(authority.Database));
            kept = await RefreshAsync(desk, kept);
        }

        await ReportAsync(authority.Database, overlaps, $"""
            select count(*)::int from "OpenIddictTokens"
            where "Properties"::jsonb ->> 'tokenportal_family' is distinct from '{keptFamily}'
                and "Type" like '%:access_token' and "Status" <> 'revoked'
            """);
    }

    [Fact]
    [Proves("V10.7.3")]
    public async Task OnePermission_TakenAgainstARefreshLoop_IsInNoTokenThatLives()
    {
        await using var authority = new AuthorityFixture(server);
        await authority.InitializeAsync();
        var service = authority.Services.GetRequiredService<IGrantService>();
        using var visitor = authority.Visit();
        using var api = authority.Visit("demo-api");
        var (random, overlaps) = (new Random(Seed), 0);

        for (var round = 0; round < Rounds; round++)
        {
            var tokens = await visitor.ConnectAsync($"openid offline_access calendar.write {Scope}");
            var key = (await service.ListAsync(Ann, Cancellation)).Single(app => app.HasLiveAccess).Key;
            using var stop = new CancellationTokenSource();
            var loop = RefreshUntilRefusedAsync(visitor, tokens, stop.Token);
            SpinFor(random);
            var start = Stopwatch.GetTimestamp();
            Assert.IsType<RevokeResult.Revoked>(
                await service.RemoveScopeAsync(Ann, key, Scope, Actor.User(Ann), Cancellation));
            var end = Stopwatch.GetTimestamp();
            await stop.CancelAsync();

            var refreshes = await loop;
            if (refreshes.Any(refresh => refresh.Start < end && refresh.End > start)) overlaps++;
            Assert.All(refreshes, refresh => Assert.Equal(HttpStatusCode.OK, refresh.Status));
            foreach (var refresh in refreshes) await AssertHoldsNoMoreAsync(api, refresh.Body);

            var last = await RefreshAsync(visitor, refreshes.IsEmpty ? tokens : refreshes.Last().Body);
            var introspection = await api.IntrospectAsync(last.GetProperty("access_token").GetString()!);
            Assert.True(introspection.GetProperty("active").GetBoolean());
            Assert.DoesNotContain(Scope, introspection.GetProperty("scope").GetString()!, StringComparison.Ordinal);
            await service.RevokeAllAsync(Ann, Actor.User(Ann), Cancellation);
        }

        await ReportAsync(authority.Database, overlaps, """
            select count(*)::int from "OpenIddictTokens" where "Status" in ('valid', 'inactive', 'redeemed')
            """);
    }

    private static async Task ReportAsync(TestDatabase database, int overlaps, string countLive)
    {
        var deadlocks = Assert.Single(await database.QueryAsync<int>(
            "select deadlocks::int from pg_stat_database where datname = current_database()"));
        var live = Assert.Single(await database.QueryAsync<int>(countLive));
        Figures.Note($"{Rounds} rounds, {overlaps} overlapped, {live} live rows, {deadlocks} deadlocks");
        Assert.True(overlaps >= FewestOverlaps, $"only {overlaps} of {Rounds} rounds overlapped");
        Assert.Equal((0, 0), (live, deadlocks));
    }

    // A token of the loop lives only if the permission was cut from it before.
    private static async Task AssertHoldsNoMoreAsync(AuthorityDriver api, JsonElement tokens)
    {
        var introspection = await api.IntrospectAsync(tokens.GetProperty("access_token").GetString()!);
        if (introspection.GetProperty("active").GetBoolean())
            Assert.DoesNotContain(Scope, introspection.GetProperty("scope").GetString()!, StringComparison.Ordinal);
    }

    private static Task<List<string>> FamiliesAsync(TestDatabase database) => database.QueryAsync<string>("""
        select distinct t."Properties"::jsonb ->> 'tokenportal_family'
        from "OpenIddictTokens" t
        where t."Type" like '%:refresh_token' and t."Status" in ('valid', 'inactive', 'redeemed')
        """);

    private static async Task<JsonElement> RefreshAsync(AuthorityDriver visitor, JsonElement tokens)
    {
        var (status, body) = await visitor.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    private static async Task<ConcurrentQueue<Refresh>> RefreshUntilRefusedAsync(
        AuthorityDriver visitor, JsonElement tokens, CancellationToken stop)
    {
        var refreshes = new ConcurrentQueue<Refresh>();
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            var (status, body) = await visitor.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!);
            refreshes.Enqueue(new Refresh(start, Stopwatch.GetTimestamp(), status, body));
            if (status != HttpStatusCode.OK)
            {
                Assert.Equal("invalid_grant", body.GetProperty("error").GetString());
                return refreshes;
            }

            if (stop.IsCancellationRequested) return refreshes;
            tokens = body;
        }
    }

    /// <summary>Chooses an offset between the two, finer than a timer; nothing is waited for.</summary>
    private static void SpinFor(Random random)
    {
        var time = TimeSpan.FromMilliseconds(random.NextDouble() * 30);
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time) Thread.SpinWait(50);
    }

    private sealed record Refresh(long Start, long End, HttpStatusCode Status, JsonElement Body);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.Core.Sessions;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class SessionStoreTests(DatabaseServer server) : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private GrantStore _store = null!;
    private SessionStore _sessions = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        var dataSource = PortalDataSource.Create(_database.Runtime, new CoreOptions());
        _store = new GrantStore(dataSource, NullLogger<GrantStore>.Instance);
        _sessions = new SessionStore(_store, _time);
        foreach (var subject in new[] { "ann", "ben" })
            await new PeopleStore(dataSource, _time).RecordSignInAsync(new Person(subject, null, null, []), Cancellation);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Find_KeyOfALivingSession_GivesIt()
    {
        var id = await StoreAsync("ann", "key 1");

        var found = await _sessions.FindAsync(Hash("key 1"), Cancellation);

        Assert.Equal((id, "ann"), (found!.Id, found.Subject));
        Assert.Equal(_time.GetUtcNow().AddHours(8), found.EndsAt);
        Assert.Null(await _sessions.FindAsync(Hash("key 2"), Cancellation));
    }

    [Fact]
    public async Task Renew_WithinAMinute_WritesOnce()
    {
        var id = await StoreAsync("ann", "key");
        _time.Advance(TimeSpan.FromSeconds(59));
        await _sessions.RenewAsync(id, Cancellation);
        Assert.Equal(_time.GetUtcNow().AddSeconds(-59), (await ListAsync("ann")).Single().LastSeenAt);

        _time.Advance(TimeSpan.FromSeconds(1));
        await _sessions.RenewAsync(id, Cancellation);
        Assert.Equal(_time.GetUtcNow(), (await ListAsync("ann")).Single().LastSeenAt);
    }

    [Fact]
    public async Task Renew_EndedSession_StaysEnded()
    {
        var id = await StoreAsync("ann", "key");
        _time.Advance(TimeSpan.FromHours(1));
        await _sessions.RenewAsync(id, Cancellation);

        Assert.IsType<SessionStanding.Ended>(await _sessions.CheckAsync(id, Cancellation));
    }

    [Fact] // Case 49
    public async Task End_AnotherPersonsSession_IsLikeAnUnknownOne()
    {
        var bens = await StoreAsync("ben", "key");

        Assert.False(await _sessions.EndAsync("ann", bens, Actor.User("ann"), Cancellation));
        Assert.False(await _sessions.EndAsync("ann", Guid.NewGuid(), Actor.User("ann"), Cancellation));
        Assert.False(await _sessions.EndAsync("ann", bens, SessionEnd.SignedOut, Cancellation));
        Assert.IsType<SessionStanding.Live>(await _sessions.CheckAsync(bens, Cancellation));
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task End_Twice_IsOneRowInTheHistory()
    {
        var id = await StoreAsync("ann", "key");
        var actor = Actor.User("ann") with { Origin = new Origin("203.0.113.0/24", "Firefox on Windows") };

        Assert.True(await _sessions.EndAsync("ann", id, actor, Cancellation));
        Assert.False(await _sessions.EndAsync("ann", id, actor, Cancellation));

        Assert.Equal(["ann|ann|session_ended|user|Firefox on Windows|Safari on iPhone"], await HistoryAsync());
        Assert.Equal(new SessionStanding.Ended(SessionEnd.User), await _sessions.CheckAsync(id, Cancellation));
    }

    [Fact]
    public async Task EndOthers_OfSeveral_LeavesTheOneThatAsksAndOtherPeoples()
    {
        var own = await StoreAsync("ann", "key 1");
        await StoreAsync("ann", "key 2");
        await StoreAsync("ann", "key 3");
        await StoreAsync("ben", "key 4");

        Assert.Equal(2, await _sessions.EndOthersAsync("ann", own, Actor.User("ann"), Cancellation));

        Assert.Equal(own, (await ListAsync("ann")).Single().Id);
        Assert.Single(await ListAsync("ben"));
        Assert.Equal(2, (await HistoryAsync()).Count);
    }

    [Fact] // Case 55
    public async Task Suspend_Person_EndsAllSessionsAndSaysSoOnce()
    {
        var id = await StoreAsync("ann", "key 1");
        await StoreAsync("ann", "key 2");

        Assert.Equal(
            new SuspensionResult(true, true, 2),
            await Suspension.SuspendAsync(_database.Migrator, "ann", "left the company", _time, Cancellation));
        Assert.Equal(
            new SuspensionResult(true, false, 0),
            await Suspension.SuspendAsync(_database.Migrator, "ann", null, _time, Cancellation));

        Assert.IsType<SessionStanding.Suspended>(await _sessions.CheckAsync(id, Cancellation));
        Assert.Null(await _sessions.FindAsync(Hash("key 1"), Cancellation));
        Assert.Equal(["ann|portal_migrator|person_suspended|issuer|left the company"], await HistoryAsync());
    }

    [Fact]
    public async Task Restore_SuspendedPerson_MaySignInButOldSessionsStayEnded()
    {
        await StoreAsync("ann", "key 1");
        await Suspension.SuspendAsync(_database.Migrator, "ann", null, _time, Cancellation);

        Assert.True((await Suspension.RestoreAsync(_database.Migrator, "ann", _time, Cancellation)).Changed);
        Assert.False((await Suspension.RestoreAsync(_database.Migrator, "ann", _time, Cancellation)).Changed);

        Assert.Null(await _sessions.FindAsync(Hash("key 1"), Cancellation));
        await StoreAsync("ann", "key 2");
        Assert.NotNull(await _sessions.FindAsync(Hash("key 2"), Cancellation));
        Assert.Equal(2, (await HistoryAsync()).Count);
    }

    [Fact]
    public async Task Suspend_Unknown_ChangesNothing()
    {
        Assert.False((await Suspension.SuspendAsync(_database.Migrator, "nobody", null, _time, Cancellation)).Known);
        Assert.Empty(await HistoryAsync());
    }

    [Fact]
    public async Task EndSessions_ByAnOperator_EndsThePersonsAndNoOthers()
    {
        await StoreAsync("ann", "key 1");
        await StoreAsync("ben", "key 2");

        Assert.Equal(1, await Suspension.EndSessionsAsync(_database.Migrator, "ann", _time, Cancellation));
        Assert.Equal(0, await Suspension.EndSessionsAsync(_database.Migrator, "ann", _time, Cancellation));

        Assert.Single(await ListAsync("ben"));
        Assert.Equal(["ann|portal_migrator|session_ended|issuer|Safari on iPhone"], await HistoryAsync());
    }

    [Fact]
    public async Task Forget_SessionsOverForADay_GoAndOthersStay()
    {
        await StoreAsync("ann", "key 1");
        _time.Advance(TimeSpan.FromHours(31));
        await StoreAsync("ann", "key 2");
        var pruning = new SessionPruning(_store, _time, NullLogger<SessionPruning>.Instance);

        Assert.Equal(0, await pruning.ForgetAsync(Cancellation));
        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(1, await pruning.ForgetAsync(Cancellation));
    }

    [Fact]
    public async Task Check_OfMany_ReadsTwoRowsByTheirKeys()
    {
        await _database.QueryAsync<int>(
            """
            insert into portal.people (subject, roles, first_signed_in_at, last_signed_in_at)
            select 's' || i, '{}', now(), now() from generate_series(1, 5000) i;
            insert into portal.sessions (
                id, key_hash, subject, ticket, signed_in_at, last_seen_at, idle_ends_at, ends_at)
            select gen_random_uuid(), sha256(i::text::bytea), 's' || i, '', now(), now(), now(), now()
            from generate_series(1, 5000) i;
            analyze portal.people, portal.sessions;
            """);

        var plan = string.Join('\n', await _database.QueryAsync<string>(
            "explain " + SessionSql.Check, new { id = Guid.NewGuid(), now = _time.GetUtcNow().UtcDateTime }));

        Assert.Contains("sessions_pkey", plan, StringComparison.Ordinal);
        Assert.Contains("people_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private Task<Guid> StoreAsync(string subject, string key) => _sessions.StoreAsync(
        new NewSession(Hash(key), subject, [1], null, null, new Origin("198.51.100.0/24", "Safari on iPhone")), Cancellation);

    private Task<IReadOnlyList<SessionSummary>> ListAsync(string subject) => _sessions.ListAsync(subject, Cancellation);

    private Task<List<string>> HistoryAsync() => _database.QueryAsync<string>(
        "select concat_ws('|', subject, actor, kind, reason, browser, note) from portal.history order by id");
}

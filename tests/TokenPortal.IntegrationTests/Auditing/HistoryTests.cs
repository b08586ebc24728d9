using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

public sealed class HistoryTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private HistoryBuilder _history = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _grants = new GrantBuilder(_database, _time);
        _history = new HistoryBuilder(_database, _time);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Revoke_BySupport_WritesWhoWhyAndFromWhere()
    {
        await _database.QueryAsync<int>(
            "insert into portal.people values ('sam', 'sam@example.com', 'Sam Support', '{}', now(), now())");
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var support = new SupportAct(Guid.NewGuid(), "lost phone", "4711", "called back");
        var origin = new Origin("203.0.113.0/24", "Firefox on Windows");
        await _database.Service(_time).RevokeAsync(
            Ann, AppKey.ForApplication(grant.ApplicationId),
            new Actor("sam", RevocationReason.Support) { Support = support, Origin = origin }, HistoryBuilder.Cancellation);

        var entry = (await _history.ReadAsync(Ann)).Single(each => each.Kind == HistoryKind.AccessRevoked);

        Assert.Equal(
            (RevocationReason.Support, new HistoryActor("sam", "Sam Support", IsSelf: false), origin, support),
            (entry.Reason, entry.Actor, entry.Origin, entry.Support));
        Assert.Equal(new HistoryApp(AppKey.ForApplication(grant.ApplicationId), "calendar", "calendar"), entry.App);
        Assert.Equal(new EndedAccess(1, 1, 1, null), entry.Ended);
    }

    [Fact]
    public async Task Read_AnothersHistory_IsNotShown()
    {
        await _history.WriteAsync("ben");
        Assert.Empty(await _history.ReadAsync(Ann));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Write_EveryKind_IsTakenByTheTableAndReadBack(HistoryKind kind)
    {
        await _history.WriteAsync(Ann, kind, "a note");
        var entry = Assert.Single(await _history.ReadAsync(Ann));
        Assert.Equal((kind, "a note", true), (entry.Kind, entry.Note, entry.Actor.IsSelf));
        Assert.Single(await _history.ReadAsync(Ann, new HistoryFilter(Group: entry.Group)));
    }

    public static TheoryData<HistoryKind> Kinds =>
        [.. Enum.GetValues<HistoryKind>().Where(kind => kind != HistoryKind.Other)];

    [Theory]
    [InlineData(RevocationReason.User)]
    [InlineData(RevocationReason.Support)]
    [InlineData(RevocationReason.Api)]
    [InlineData(RevocationReason.Replay)]
    [InlineData(RevocationReason.Inactive)]
    [InlineData(RevocationReason.Issuer)]
    public async Task Write_EveryReason_IsTakenByTheTableAndReadBack(RevocationReason reason)
    {
        await _history.Writer.WriteAsync(
            new HistoryEvent(Ann, HistoryKind.SessionEnded, new Actor("x", reason)), HistoryBuilder.Cancellation);
        Assert.Equal(reason, Assert.Single(await _history.ReadAsync(Ann)).Reason);
    }

    [Fact]
    public async Task Read_PagesWhileRowsAreAdded_GivesEachOldRowOnceAndNoNewOne()
    {
        for (var i = 0; i < 25; i++)
        {
            // Several at one moment: the place in the chain decides then.
            if (i % 4 == 0) _time.Advance(TimeSpan.FromSeconds(1));
            await _history.WriteAsync(Ann, note: $"{i}");
        }

        List<string?> seen = [];
        HistoryCursor? next = null;
        do
        {
            var page = await _history.History.ReadAsync(Ann, new HistoryFilter(), next, 4, HistoryBuilder.Cancellation);
            seen.AddRange(page.Entries.Select(entry => entry.Note));
            next = page.Next;
            _time.Advance(TimeSpan.FromSeconds(1));
            await _history.WriteAsync(Ann, note: "new");
        }
        while (next is not null);

        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"{i}"), seen);
    }

    [Fact]
    public async Task Read_ByApp_GivesThatAppsRowsOnly()
    {
        var calendar = await _grants.GrantAsync(Ann, "calendar");
        await _grants.GrantAsync(Ann, "photos");
        var lone = await _grants.AuthorizationAsync(Ann, applicationId: null);
        await _grants.TokenAsync(Ann, null, lone);
        var service = _database.Service(_time);
        await service.RevokeAllAsync(Ann, Actor.User(Ann), HistoryBuilder.Cancellation);

        var byApp = await _history.ReadAsync(Ann, new HistoryFilter(AppKey.ForApplication(calendar.ApplicationId)));
        var byAuthorization = await _history.ReadAsync(Ann, new HistoryFilter(AppKey.ForAuthorization(lone)));

        Assert.Equal(["calendar", "calendar"], byApp.Select(entry => entry.App?.Name));
        Assert.Equal(HistoryKind.AccessRevoked, Assert.Single(byAuthorization).Kind);
        Assert.Empty(await _history.ReadAsync(Ann, new HistoryFilter(AppKey.ForApplication("none"))));
        Assert.Equal(
            ["calendar", "photos", null],
            (await _history.History.ListAppsAsync(Ann, HistoryBuilder.Cancellation)).Select(app => app.Name));
    }

    [Fact]
    public async Task Read_ByTime_IncludesTheFirstMomentAndNotTheLast()
    {
        var begin = _time.GetUtcNow();
        for (var i = 0; i < 4; i++)
        {
            await _history.WriteAsync(Ann, note: $"{i}");
            _time.Advance(TimeSpan.FromHours(1));
        }

        var entries = await _history.ReadAsync(
            Ann, new HistoryFilter(From: begin.AddHours(1), Until: begin.AddHours(3)));
        Assert.Equal(["2", "1"], entries.Select(entry => entry.Note));
    }

    [Fact]
    public async Task Read_FirstPartyAppGotAccess_IsNoNews()
    {
        await _grants.GrantAsync(Ann, "portal");
        await _grants.GrantAsync(Ann, "calendar");
        Assert.Equal(["calendar"], (await _history.ReadAsync(Ann)).Select(entry => entry.App?.ClientId));
    }

    [Fact]
    public async Task Export_MoreThanAPortion_GivesEveryRowOnceAndBeginsWithItself()
    {
        await SeedAsync(TokenPortal.Core.Auditing.History.Portion * 2 + 3);

        List<HistoryEntry> entries = [];
        await foreach (var entry in _history.History.ExportAsync(
            Ann, new HistoryFilter(), Actor.User(Ann), HistoryBuilder.Cancellation)) entries.Add(entry);

        Assert.Equal(TokenPortal.Core.Auditing.History.Portion * 2 + 4, entries.Count);
        Assert.Equal(entries.Count, entries.Select(entry => entry.Seq).Distinct().Count());
        Assert.Equal(HistoryKind.HistoryExported, entries[0].Kind);
    }

    [Fact]
    public async Task Export_LongHistory_KeepsNoMoreThanAPortionInMemory()
    {
        await SeedAsync(20_000);
        var (least, most, count) = (long.MaxValue, 0L, 0);
        await foreach (var _ in _history.History.ExportAsync(
            Ann, new HistoryFilter(), Actor.User(Ann), HistoryBuilder.Cancellation))
        {
            if (++count % 4000 != 0) continue;
            var used = GC.GetTotalMemory(forceFullCollection: true);
            (least, most) = (Math.Min(least, used), Math.Max(most, used));
        }

        Assert.Equal(20_001, count);
        // All rows at once would be more than ten megabytes.
        Assert.InRange(most - least, 0, 8_000_000);
    }

    // Without the trigger: thousands of rows of one chain in one transaction are not its case.
    private Task SeedAsync(int count) => _history.TamperAsync(
        $"""
        insert into portal.history (operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens,
            note, seq, hash)
        select gen_random_uuid(), timestamptz '2026-05-01' + i * interval '1 second', '{Ann}', '{Ann}', 'user',
            'session_ended', 0, 0, 0, repeat('x', 200), i, sha256('x')
        from generate_series(1, {count}) i;
        insert into portal.history_chains (subject_hash, length, head, base)
        values (encode(sha256('{Ann}'), 'hex'), {count}, sha256('x'), sha256('{Ann}'));
        """);
}

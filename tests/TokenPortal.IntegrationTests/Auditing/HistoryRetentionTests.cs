using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

/// <summary>Retention and erasure: rows go, chains stay verifiable.</summary>
public sealed class HistoryRetentionTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private HistoryBuilder _history = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _history = new HistoryBuilder(_database, _time);
        for (var day = 0; day < 10; day++)
        {
            await _history.WriteAsync(Ann, note: $"{day}");
            if (day > 7) await _history.WriteAsync("ben");
            _time.Advance(TimeSpan.FromDays(1));
        }
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Prune_OlderRows_RemovesThemAndLeavesTheChainsWhole()
    {
        Assert.Equal((7, 1), await PruneAsync(3));

        Assert.Equal(["9", "8", "7"], (await _history.ReadAsync(Ann)).Select(entry => entry.Note));
        Assert.Equal(2, (await _history.ReadAsync("ben")).Count);
        await _history.WriteAsync(Ann);
        Assert.Empty((await _history.VerifyAsync()).Faults);
        Assert.Equal(
            ["older than 3 days: 7 rows of 1 people"],
            await _database.QueryAsync<string>("select note from portal.history where kind = 'history_erased'"));
    }

    [Fact]
    public async Task Prune_NothingIsOlder_WritesNothing()
    {
        var before = await _database.SnapshotAsync();
        Assert.Equal((0, 0), await PruneAsync(30));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task Prune_RowThatIsOlderBehindOneThatIsNot_StaysBecauseOnlyTheBeginningGoes()
    {
        _time.SetUtcNow(_time.GetUtcNow().AddDays(30));
        await _history.WriteAsync("cem", note: "young");
        var late = new HistoryBuilder(_database, new FakeTimeProvider(_time.GetUtcNow().AddDays(-20)));
        await late.WriteAsync("cem", note: "old by its clock");

        await PruneAsync(10);

        Assert.Equal(2, (await _history.ReadAsync("cem")).Count);
        Assert.Empty((await _history.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Prune_All_LeavesChainsThatGoOn()
    {
        _time.Advance(TimeSpan.FromDays(100));
        Assert.Equal((12, 2), await PruneAsync(5));
        await _history.WriteAsync(Ann);

        Assert.Equal(11, Assert.Single(await _history.ReadAsync(Ann)).Seq);
        Assert.Empty((await _history.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Prune_BrokenHistory_IsRefusedForItWouldRemoveTheEvidence()
    {
        await _history.TamperAsync("delete from portal.history where subject = 'ann' and seq = 3");
        var before = await _database.SnapshotAsync();

        await Assert.ThrowsAsync<DatabaseException>(() => PruneAsync(3));

        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task Verify_AnchorOlderThanTheCut_SaysPrunedSinceAndNotBroken()
    {
        await PruneAsync(8);
        var anchor = await _history.AnchorAsync();
        _time.Advance(TimeSpan.FromDays(100));
        await _history.WriteAsync(Ann);
        await _history.WriteAsync("ben");
        _time.Advance(TimeSpan.FromDays(10));
        await _history.WriteAsync(Ann);
        await PruneAsync(5);

        var report = await _history.VerifyAsync(anchor);

        Assert.Empty(report.Faults);
        Assert.Contains(GrantChangeListener.PayloadFor(Ann), report.PrunedSince);
    }

    [Fact]
    public async Task Verify_ChainRewrittenUpToTheCut_IsFoundWhereTheCutIsTheAnchorsEnd()
    {
        var anchor = await _history.AnchorAsync();
        _time.Advance(TimeSpan.FromDays(100));
        await PruneAsync(5);
        await _history.TamperAsync("update portal.history_chains set base = sha256('x'), head = sha256('x') where length = 10");
        Assert.Contains(
            "differs from the anchor", Assert.Single((await _history.VerifyAsync(anchor)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erase_Person_RemovesAllThatNamesThemAndKeepsTheChain()
    {
        await _database.QueryAsync<int>(
            """
            insert into portal.people values ('ann', 'ann@example.com', 'Ann', '{}', now(), now());
            insert into portal.families (id, subject, application_id, first_token_id, created_at, last_exchange_at)
            values ('dcr_0123456789abcdef', 'ann', 'app', 't', now(), now());
            insert into portal.uses (subject, application_id, family_id, last_used_at) values ('ann', 'app', '', now());
            insert into portal.seen_apps values ('ann', 'app', now());
            """);
        await _history.Writer.WriteAsync(
            new HistoryEvent("ben", HistoryKind.SupportStarted, new Actor(Ann, RevocationReason.Support)),
            HistoryBuilder.Cancellation);
        var anchor = await _history.AnchorAsync();

        var erased = await HistoryRetention.EraseAsync(_database.Migrator, Ann, _time, HistoryBuilder.Cancellation);

        Assert.Equal([("devices", 1), ("uses", 1), ("seen apps", 1), ("people", 1), ("history rows", 10)], erased.Where(each => each.Rows > 0));
        var report = await _history.VerifyAsync(anchor);
        Assert.Empty(report.Faults);
        Assert.Equal([GrantChangeListener.PayloadFor(Ann)], report.PrunedSince.Except([GrantChangeListener.PayloadFor("")]));
        Assert.Equal(Ann, (await _history.ReadAsync("ben"))[0].Actor.Id);
        await _history.WriteAsync(Ann);
        Assert.Equal(11, Assert.Single(await _history.ReadAsync(Ann)).Seq);
        Assert.Empty((await _history.VerifyAsync(anchor)).Faults);
    }

    [Fact]
    public async Task Erase_Nobody_RemovesAndWritesNothing()
    {
        var before = await _database.SnapshotAsync();
        var erased = await HistoryRetention.EraseAsync(_database.Migrator, "nobody", _time, HistoryBuilder.Cancellation);
        Assert.All(erased, each => Assert.Equal(0, each.Rows));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task Erase_EveryTableThatHoldsASubject_IsInItsList()
    {
        var tables = await _database.QueryAsync<string>(
            """
            select distinct table_name::text from information_schema.columns
            where table_schema = 'portal' and column_name = 'subject' order by 1
            """);
        Assert.Equal(
            tables.Except(["history"]),
            tables.Where(table => Erasure.Statements.Any(each =>
                each.Statement.Contains($"portal.{table} ", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Commands_ByTheRuntimeLogin_AreRefused(bool prune) => await Assert.ThrowsAsync<DatabaseException>(
        () => prune
            ? HistoryRetention.PruneAsync(_database.Runtime, TimeSpan.FromDays(1), _time, HistoryBuilder.Cancellation)
            : HistoryRetention.EraseAsync(_database.Runtime, Ann, _time, HistoryBuilder.Cancellation));

    private Task<(int Rows, int People)> PruneAsync(int days) => HistoryRetention.PruneAsync(
        _database.Migrator, TimeSpan.FromDays(days), _time, HistoryBuilder.Cancellation);
}

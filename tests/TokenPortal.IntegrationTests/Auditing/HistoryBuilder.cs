using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

/// <summary>The shipped parts over a test database, and rows to read.</summary>
internal sealed class HistoryBuilder
{
    private readonly TestDatabase _database;

    public HistoryBuilder(TestDatabase database, TimeProvider time)
    {
        _database = database;
        var options = TestDatabase.FirstParty("portal");
        var store = new GrantStore(PortalDataSource.Create(database.Runtime, options), NullLogger<GrantStore>.Instance);
        Writer = new HistoryWriter(store, time);
        History = new TokenPortal.Core.Auditing.History(store, Writer, Options.Create(options));
    }

    public HistoryWriter Writer { get; }

    public TokenPortal.Core.Auditing.History History { get; }

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Adds a row as the run-time role.</summary>
    public Task WriteAsync(string subject, HistoryKind kind = HistoryKind.HistoryExported, string? note = null) =>
        Writer.WriteAsync(new HistoryEvent(subject, kind, Actor.User(subject)) { Note = note }, Cancellation);

    public async Task<List<HistoryEntry>> ReadAsync(string subject, HistoryFilter? filter = null, int count = 100) =>
        [.. (await History.ReadAsync(subject, filter ?? new HistoryFilter(), null, count, Cancellation)).Entries];

    public Task<HistoryReport> VerifyAsync(HistoryAnchor? anchor = null) =>
        HistoryChains.VerifyAsync(_database.Migrator, anchor, Cancellation);

    public Task<HistoryAnchor> AnchorAsync() =>
        HistoryChains.AnchorAsync(_database.Migrator, TimeProvider.System, Cancellation);

    /// <summary>What only somebody with all rights over the database can do.</summary>
    public async Task TamperAsync(string sql)
    {
        await using var connection = await _database.OpenAsync(_database.Superuser);
        await connection.ExecuteAsync("set session_replication_role = replica; " + sql);
    }
}

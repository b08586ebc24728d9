using System.Globalization;
using Dapper;
using Npgsql;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>
/// Removes what need not or must not be kept, as the migrator's login. Chains stay verifiable: only what a chain begins
/// with goes, and the hash of its last removed row stays.
/// </summary>
public static class HistoryRetention
{
    /// <summary>Removes rows that are older. Refused while the history is not intact: that would remove the evidence.</summary>
    /// <returns>How many rows of how many people.</returns>
    /// <exception cref="DatabaseException">In one sentence, what is missing, was refused or is broken.</exception>
    public static async Task<(int Rows, int People)> PruneAsync(
        string migratorConnectionString, TimeSpan olderThan, TimeProvider time, CancellationToken cancellationToken)
    {
        var report = await HistoryChains.VerifyAsync(migratorConnectionString, anchor: null, cancellationToken);
        if (!report.IsIntact)
            throw new DatabaseException(
                "Nothing was removed, because the history is not intact. See: database verify-history");

        var (rows, people) = (0, 0);
        var now = time.GetUtcNow().UtcDateTime;
        await PortalDatabase.AsMigratorAsync(migratorConnectionString, async connection =>
        {
            var before = now - olderThan;
            var subjects = await connection.QueryAsync<string>(
                HistoryChains.Command(HistoryChainSql.SubjectsWithRowsBefore, new { before }, cancellationToken));
            foreach (var subject in subjects)
            {
                var removed = await PruneAsync(connection, subject, before, now, cancellationToken);
                (rows, people) = (rows + removed, people + (removed > 0 ? 1 : 0));
            }
            if (rows > 0)
            {
                var note = string.Create(
                    CultureInfo.InvariantCulture, $"older than {olderThan.TotalDays:0} days: {rows} rows of {people} people");
                await connection.ExecuteAsync(
                    HistoryChains.Command(HistoryChainSql.NoteErasure, new { now, note }, cancellationToken));
            }
        }, cancellationToken);
        return (rows, people);
    }

    /// <summary>Removes all that schema portal knows of a person, in one transaction.</summary>
    /// <returns>How many rows went, by what they were.</returns>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static async Task<IReadOnlyList<(string What, int Rows)>> EraseAsync(
        string migratorConnectionString, string subject, TimeProvider time, CancellationToken cancellationToken)
    {
        List<(string What, int Rows)> erased = [];
        await PortalDatabase.AsMigratorAsync(migratorConnectionString, async connection =>
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var now = time.GetUtcNow().UtcDateTime;
            var chain = GrantChangeListener.PayloadFor(subject);
            foreach (var (what, statement) in Erasure.Statements)
                erased.Add((what, await connection.ExecuteAsync(
                    HistoryChains.Command(statement, new { subject }, cancellationToken))));
            await connection.ExecuteAsync(
                HistoryChains.Command(HistoryChainSql.PruneAll, new { chain, now }, cancellationToken));
            erased.Add(("history rows", await connection.ExecuteAsync(
                HistoryChains.Command(Erasure.History, new { subject }, cancellationToken))));
            if (erased.Sum(each => each.Rows) > 0)
                await connection.ExecuteAsync(
                    HistoryChains.Command(HistoryChainSql.NoteErasure, new { now, note = chain }, cancellationToken));
            await transaction.CommitAsync(cancellationToken);
        }, cancellationToken);
        return erased;
    }

    private static async Task<int> PruneAsync(
        NpgsqlConnection connection, string subject, DateTime before, DateTime now, CancellationToken cancellationToken)
    {
        var parameters = new { subject, chain = GrantChangeListener.PayloadFor(subject), before, now };
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(
            HistoryChains.Command(HistoryChainSql.LockChain, parameters, cancellationToken));
        var removed = await connection.QuerySingleAsync<int>(
            HistoryChains.Command(HistoryChainSql.Prune, parameters, cancellationToken));
        await transaction.CommitAsync(cancellationToken);
        return removed;
    }
}

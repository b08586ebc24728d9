using System.Data;
using System.Globalization;
using Dapper;
using Npgsql;
using TokenPortal.Core.Database;

namespace TokenPortal.Core.Auditing;

/// <summary>What an operator does with the history's chains, as the migrator's login. Each call stands for itself.</summary>
public static class HistoryChains
{
    /// <summary>Computes every hash anew and compares, with the chains' ends and with an anchor. Changes nothing.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static async Task<HistoryReport> VerifyAsync(
        string migratorConnectionString, HistoryAnchor? anchor, CancellationToken cancellationToken)
    {
        HistoryReport? report = null;
        await PortalDatabase.AsMigratorAsync(migratorConnectionString, async connection =>
        {
            // One snapshot for all of it: the portal goes on writing.
            await using var transaction = await connection.BeginTransactionAsync(
                IsolationLevel.RepeatableRead, cancellationToken);
            var counts = await connection.QuerySingleAsync<CountsRow>(
                Command(HistoryChainSql.Counts, null, cancellationToken));
            var faults = await connection.QueryAsync<FaultRow>(
                Command(HistoryChainSql.Faults, null, cancellationToken));
            var (differences, pruned) = await CompareAsync(connection, anchor, cancellationToken);
            report = new HistoryReport(
                counts.Chains, counts.Rows, [.. faults.Select(fault => fault.Text), .. differences], pruned);
        }, cancellationToken);
        return report!;
    }

    /// <summary>How all chains end at this moment.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static async Task<HistoryAnchor> AnchorAsync(
        string migratorConnectionString, TimeProvider time, CancellationToken cancellationToken)
    {
        HistoryAnchor? anchor = null;
        await PortalDatabase.AsMigratorAsync(migratorConnectionString, async connection =>
        {
            var name = await connection.QuerySingleAsync<string>(HistoryChainSql.DatabaseName);
            var chains = await connection.QueryAsync<AnchoredChain>(
                Command(HistoryChainSql.Anchor, null, cancellationToken));
            anchor = new HistoryAnchor(name, time.GetUtcNow(), [.. chains]);
        }, cancellationToken);
        return anchor!;
    }

    private static async Task<(List<string> Differences, List<string> Pruned)> CompareAsync(
        NpgsqlConnection connection, HistoryAnchor? anchor, CancellationToken cancellationToken)
    {
        if (anchor is null) return ([], []);
        var parameters = new
        {
            chains = anchor.Chains.Select(chain => chain.Chain).ToArray(),
            lengths = anchor.Chains.Select(chain => chain.Length).ToArray(),
            heads = anchor.Chains.Select(chain => chain.Head).ToArray(),
        };
        var rows = (await connection.QueryAsync<AnchorRow>(
            Command(HistoryChainSql.AtAnchor, parameters, cancellationToken))).AsList();
        return (
            [.. rows.Select(row => row.Difference).OfType<string>()],
            [.. rows.Where(row => row.IsPruned).Select(row => row.Chain)]);
    }

    internal static CommandDefinition Command(string sql, object? parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, commandTimeout: PortalDatabase.ScriptTimeoutSeconds, cancellationToken: cancellationToken);

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private sealed record CountsRow(long Chains, long Rows);

    /// <summary>A row of <see cref="HistoryChainSql.Faults"/>.</summary>
    private sealed record FaultRow(
        string Chain, long? RowId, long? Seq, DateTime? At, bool Misplaced, long? Length, long? LastSeq, bool HeadFits)
    {
        public string Text => this switch
        {
            { RowId: not null, Misplaced: true } =>
                HistoryChains.Text($"Chain {Chain}: {Row} does not follow the row before it: rows are missing or moved."),
            { RowId: not null } => HistoryChains.Text($"Chain {Chain}: {Row} was changed, or a row before it was."),
            { Length: null } => $"Chain {Chain}: portal.history_chains does not know it.",
            _ when Length > LastSeq =>
                HistoryChains.Text($"Chain {Chain}: ends with seq {LastSeq} and had {Length} rows: its tail was cut off."),
            { HeadFits: false } => HistoryChains.Text($"Chain {Chain}: ends with another row than noted, at seq {LastSeq}."),
            _ => HistoryChains.Text($"Chain {Chain}: its entry in portal.history_chains was changed."),
        };

        private string Row => HistoryChains.Text($"row {RowId} (seq {Seq}, {Time})");

        private string Time => At is { } at
            ? Times.FromDatabase(at).UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture) : "?";
    }

    /// <summary>A row of <see cref="HistoryChainSql.AtAnchor"/>.</summary>
    private sealed record AnchorRow(
        string Chain, long AnchoredLength, string AnchoredHead, long? Length, long? Pruned, string? Base, string? Hash)
    {
        public bool IsPruned => Pruned > AnchoredLength || (Pruned == AnchoredLength && Base == AnchoredHead);

        public string? Difference => this switch
        {
            { IsPruned: true } => null,
            { Length: null } => HistoryChains.Text($"Chain {Chain}: gone. The anchor has {AnchoredLength} rows."),
            { Hash: null } when Pruned != AnchoredLength => HistoryChains.Text(
                $"Chain {Chain}: shorter than the anchor, which has {AnchoredLength} rows: its tail was cut off."),
            _ when (Hash ?? Base) != AnchoredHead => HistoryChains.Text(
                $"Chain {Chain}: seq {AnchoredLength} differs from the anchor: the chain was written anew."),
            _ => null,
        };
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

internal sealed class History(GrantStore store, HistoryWriter writer, IOptions<CoreOptions> options) : IHistory
{
    /// <summary>How many rows of an export are in memory at once.</summary>
    internal const int Portion = 500;

    private static readonly DateTime Always = DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc);
    private static readonly DateTime Never = DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc);

    private string[] FirstPartyClientIds => [.. options.Value.FirstPartyClientIds];

    public async Task<HistoryPortion> ReadAsync(
        string subject, HistoryFilter filter, HistoryCursor? before, int count, CancellationToken cancellationToken)
    {
        // One more than asked for tells whether there are more.
        var rows = await store.ReadAsync<HistoryRow>(
            HistorySql.Page, Parameters(subject, filter, before, count + 1), cancellationToken);
        var entries = rows.Take(count).Select(row => row.ToEntry()).ToList();
        return new HistoryPortion(entries, rows.Count > count ? new HistoryCursor(entries[^1].At, entries[^1].Seq) : null);
    }

    public async Task<IReadOnlyList<HistoryApp>> ListAppsAsync(string subject, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync<HistoryAppRow>(
            HistorySql.Apps, new { subject, firstPartyClientIds = FirstPartyClientIds }, cancellationToken);
        return [.. rows.Select(row => row.ToApp())];
    }

    public async IAsyncEnumerable<HistoryEntry> ExportAsync(
        string subject, HistoryFilter filter, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await writer.WriteAsync(new HistoryEvent(subject, HistoryKind.HistoryExported, actor), cancellationToken);
        HistoryCursor? next = null;
        do
        {
            var page = await ReadAsync(subject, filter, next, Portion, cancellationToken);
            foreach (var entry in page.Entries) yield return entry;
            next = page.Next;
        }
        while (next is not null);
    }

    internal object Parameters(string subject, HistoryFilter filter, HistoryCursor? before, int take) => new
    {
        subject,
        firstPartyClientIds = FirstPartyClientIds,
        beforeAt = before?.At.UtcDateTime ?? Never,
        beforeSeq = before?.Seq ?? long.MaxValue,
        from = filter.From?.UtcDateTime ?? Always,
        until = filter.Until?.UtcDateTime ?? Never,
        byKind = filter.Group is not null,
        kinds = filter.Group is { } group ? HistoryKinds.WordsOf(group) : [],
        byApp = filter.App is not null,
        applicationId = filter.App is { Kind: AppKeyKind.Application or AppKeyKind.Removed } app ? app.Id : null,
        authorizationId = filter.App is { Kind: AppKeyKind.Authorization } authorization ? authorization.Id : null,
        take,
    };
}

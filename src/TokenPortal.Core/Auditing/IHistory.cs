using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>
/// What happened to whose access: written with each effect, never changed afterwards, and kept although the
/// authorization server forgets. Every method throws <see cref="GrantStoreException"/> when the database cannot be asked.
/// </summary>
public interface IHistory
{
    /// <summary>Some of a person's rows, newest first.</summary>
    /// <param name="before">Where the page before ended, or null for the newest rows.</param>
    Task<HistoryPortion> ReadAsync(
        string subject, HistoryFilter filter, HistoryCursor? before, int count, CancellationToken cancellationToken);

    /// <summary>The apps that a person's history tells of, by name.</summary>
    Task<IReadOnlyList<HistoryApp>> ListAppsAsync(string subject, CancellationToken cancellationToken);

    /// <summary>
    /// All of a person's rows that the filter lets through, newest first. Notes the export in the history before it gives
    /// the first row. Rows are read in portions: however many there are, memory stays the same, and no connection waits
    /// for a slow reader.
    /// </summary>
    IAsyncEnumerable<HistoryEntry> ExportAsync(
        string subject, HistoryFilter filter, Actor actor, CancellationToken cancellationToken);
}

/// <summary>Which rows. All that is null lets everything through.</summary>
/// <param name="From">The first moment.</param>
/// <param name="Until">The first moment that no longer counts.</param>
public sealed record HistoryFilter(
    AppKey? App = null, HistoryGroup? Group = null, DateTimeOffset? From = null, DateTimeOffset? Until = null);

/// <summary>Where a page ends. Rows that come later do not move it.</summary>
public sealed record HistoryCursor(DateTimeOffset At, long Seq);

/// <param name="Next">Where the next page begins, or null when this was the last.</param>
public sealed record HistoryPortion(IReadOnlyList<HistoryEntry> Entries, HistoryCursor? Next);

using Microsoft.Extensions.Options;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.History;

/// <summary>Reads the history with its words. An outage is an answer as well: the page shows it.</summary>
public sealed class HistoryReader(
    IHistory history, IGrantChanges changes, IOptions<PortalOptions> portal, TimeProvider time,
    ILogger<HistoryReader> logger)
{
    public const int PageSize = 50;

    /// <param name="before">Where the page before ended, or null for the newest entries.</param>
    public async Task<HistorySnapshot> ReadAsync(
        string subject, HistoryQuery query, HistoryCursor? before, CancellationToken cancellationToken)
    {
        // Before the rows: what comes while they are read makes the stamp differ.
        var stamp = changes.StampFor(subject);
        try
        {
            var page = await history.ReadAsync(
                subject, query.ToFilter(time.GetUtcNow()), before, PageSize, cancellationToken);
            var apps = before is null ? await history.ListAppsAsync(subject, cancellationToken) : [];
            return new HistorySnapshot(
                query,
                [.. page.Entries.Select(entry => HistoryRowModel.From(entry, portal.Value.ServerName))],
                [.. apps.Select(HistoryAppModel.From)],
                page.Next,
                stamp,
                Failed: false);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(logger, exception.Failure);
            return new HistorySnapshot(query, [], [], Next: null, stamp, Failed: true);
        }
    }
}

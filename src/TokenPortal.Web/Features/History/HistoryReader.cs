using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.History;

/// <summary>Reads the history with its words. An outage is an answer as well: the page shows it.</summary>
public sealed class HistoryReader(
    IAccountHistory history, IGrantChanges changes, IScopeCatalog scopes, TimeProvider time,
    ILogger<HistoryReader> logger)
{
    public const int PageSize = 50;

    private static string Zone => PersonZone.Current.Id;

    /// <param name="server">What the apps have access to, in words.</param>
    /// <param name="before">Where the page before ended, or null for the newest entries.</param>
    public async Task<HistorySnapshot> ReadAsync(
        Caller caller, string server, HistoryQuery query, HistoryCursor? before,
        CancellationToken cancellationToken)
    {
        // Before the rows: what comes while they are read makes the stamp differ.
        var stamp = changes.StampFor(caller.Account);
        try
        {
            var result = await history.ReadAsync(
                caller, query.ToFilter(time.GetUtcNow()), before, PageSize, cancellationToken);
            if (result is not AccessResult<HistoryPortion>.Done { Value: var page })
                return new HistorySnapshot(query, [], [], Next: null, stamp, Zone, Failed: false, result.Refusal);

            var apps = before is null
                && await history.ListAppsAsync(caller, cancellationToken) is
                    AccessResult<IReadOnlyList<HistoryApp>>.Done listed
                ? listed.Value
                : [];
            var terms = new SentenceTerms(server, await scopes.GetOrNoneAsync(cancellationToken));
            return new HistorySnapshot(
                query,
                [.. page.Entries.Select(entry => HistoryRowModel.From(entry, terms))],
                [.. apps.Select(HistoryAppModel.From)],
                page.Next,
                stamp,
                Zone,
                Failed: false);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(logger, exception.Failure);
            return new HistorySnapshot(query, [], [], Next: null, stamp, Zone, Failed: true);
        }
    }
}

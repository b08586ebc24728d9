using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Reads the list with its words. An outage is an answer as well: the page shows it.</summary>
public sealed class ConnectedAppsReader(
    IAccountApps accountApps, IGrantChanges changes, IScopeCatalog scopes, IScopeFacts facts,
    TimeProvider time, ILogger<ConnectedAppsReader> logger)
{
    public async Task<ConnectedAppsSnapshot> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Before the list: what changes while it is read makes the stamp differ.
        var stamp = changes.StampFor(caller.Account);
        var now = time.GetUtcNow();
        try
        {
            var result = await accountApps.ListAsync(caller, cancellationToken);
            if (result is not AccessResult<IReadOnlyList<ConnectedApp>>.Done { Value: var apps })
                return new ConnectedAppsSnapshot([], stamp, now, Failed: false, result.Refusal);
            var texts = await scopes.GetOrNoneAsync(cancellationToken);
            var reach = await FactsAsync(cancellationToken);
            return new ConnectedAppsSnapshot(
                [.. apps.Select(app => AppCardModel.From(app, texts, now, reach))], stamp, now, Failed: false);
        }
        catch (GrantStoreException exception)
        {
            Log.ListFailed(logger, exception.Failure);
            return new ConnectedAppsSnapshot([], stamp, now, Failed: true);
        }
    }

    private async Task<IReadOnlyDictionary<string, ScopeFacts>?> FactsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await facts.GetAsync(cancellationToken);
        }
        catch (GrantStoreException)
        {
            return null;
        }
    }
}

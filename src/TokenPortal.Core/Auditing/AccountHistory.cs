using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

internal sealed class AccountHistory(IAccess access, IHistory history) : IAccountHistory
{
    public Task<AccessResult<HistoryPortion>> ReadAsync(
        Caller caller, HistoryFilter filter, HistoryCursor? before, int count, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.ViewHistory,
            _ => history.ReadAsync(caller.Account, filter, before, count, cancellationToken), cancellationToken);

    public Task<AccessResult<IReadOnlyList<HistoryApp>>> ListAppsAsync(
        Caller caller, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.ViewHistory, _ => history.ListAppsAsync(caller.Account, cancellationToken),
            cancellationToken);

    public Task<AccessResult<IAsyncEnumerable<HistoryEntry>>> ExportAsync(
        Caller caller, HistoryFilter filter, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.ExportHistory,
            actor => Task.FromResult(history.ExportAsync(caller.Account, filter, actor, cancellationToken)),
            cancellationToken);

    private async Task<AccessResult<T>> AsAsync<T>(
        Caller caller, Operation operation, Func<Actor, Task<T>> read, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, operation, cancellationToken) switch
        {
            Decision.Allowed allowed => new AccessResult<T>.Done(await read(allowed.Actor)),
            Decision.Refused refused => new AccessResult<T>.Refused(refused.Reason),
            _ => throw new InvalidOperationException(),
        };
}

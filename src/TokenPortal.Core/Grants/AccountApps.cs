using TokenPortal.Core.Access;

namespace TokenPortal.Core.Grants;

internal sealed class AccountApps(IAccess access, IGrantService grants) : IAccountApps
{
    public async Task<AccessResult<IReadOnlyList<ConnectedApp>>> ListAsync(
        Caller caller, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, Operation.ViewApps, cancellationToken) is Decision.Refused refused
            ? new AccessResult<IReadOnlyList<ConnectedApp>>.Refused(refused.Reason)
            : new AccessResult<IReadOnlyList<ConnectedApp>>.Done(
                await grants.ListAsync(caller.Account, cancellationToken));

    public Task<RevokeResult> RevokeAsync(Caller caller, AppKey key, CancellationToken cancellationToken) =>
        RemoveAsync(caller, actor => grants.RevokeAsync(caller.Account, key, actor, cancellationToken), cancellationToken);

    public Task<RevokeResult> RemoveScopeAsync(
        Caller caller, AppKey key, string scope, CancellationToken cancellationToken) =>
        RemoveAsync(
            caller, actor => grants.RemoveScopeAsync(caller.Account, key, scope, actor, cancellationToken),
            cancellationToken);

    public async Task<AccessResult<IReadOnlyList<RevokeReceipt>>> RevokeAllAsync(
        Caller caller, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(caller, Operation.RemoveAllApps, cancellationToken);
        return decision is Decision.Allowed allowed
            ? new AccessResult<IReadOnlyList<RevokeReceipt>>.Done(
                await grants.RevokeAllAsync(caller.Account, allowed.Actor, cancellationToken))
            : new AccessResult<IReadOnlyList<RevokeReceipt>>.Refused(((Decision.Refused)decision).Reason);
    }

    private async Task<RevokeResult> RemoveAsync(
        Caller caller, Func<Actor, Task<RevokeResult>> remove, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, Operation.RemoveApps, cancellationToken) switch
        {
            Decision.Allowed allowed => await remove(allowed.Actor),
            Decision.Refused refused => new RevokeResult.Refused(refused.Reason),
            _ => throw new InvalidOperationException(),
        };
}

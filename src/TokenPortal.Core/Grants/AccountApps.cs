using TokenPortal.Core.Access;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

internal sealed class AccountApps(
    IAccess access, IGrantService grants, AppDetails details, DeviceEnding devices, SeenApps seen) : IAccountApps
{
    public Task<AccessResult<IReadOnlyList<ConnectedApp>>> ListAsync(
        Caller caller, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.ViewApps, _ => grants.ListAsync(caller.Account, cancellationToken), cancellationToken);

    public async Task<AccessResult<AppDetail>> DetailAsync(
        Caller caller, AppKey key, CancellationToken cancellationToken) =>
        await AsAsync(
            caller, Operation.ViewApps, _ => details.FindAsync(caller.Account, key, cancellationToken),
            cancellationToken) switch
        {
            AccessResult<AppDetail?>.Done { Value: { } detail } => new AccessResult<AppDetail>.Done(detail),
            { Refusal: { } refusal } => new AccessResult<AppDetail>.Refused(refusal),
            _ => new AccessResult<AppDetail>.Refused(Refusal.NotFound),
        };

    public Task<RevokeResult> RevokeAsync(Caller caller, AppKey key, CancellationToken cancellationToken) =>
        RemoveAsync(
            caller, Operation.RemoveApps,
            actor => grants.RevokeAsync(caller.Account, key, actor, cancellationToken), cancellationToken);

    public Task<RevokeResult> RemoveScopeAsync(
        Caller caller, AppKey key, string scope, CancellationToken cancellationToken) =>
        RemoveAsync(
            caller, Operation.NarrowApps,
            actor => grants.RemoveScopeAsync(caller.Account, key, scope, actor, cancellationToken), cancellationToken);

    public Task<RevokeResult> EndDeviceAsync(
        Caller caller, AppKey key, DeviceCredentialId device, CancellationToken cancellationToken) =>
        RemoveAsync(
            caller, Operation.NarrowApps,
            actor => devices.EndAsync(caller.Account, key, device, actor, cancellationToken), cancellationToken);

    public Task<AccessResult<IReadOnlyList<RevokeReceipt>>> RevokeAllAsync(
        Caller caller, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.RemoveAllApps, actor => grants.RevokeAllAsync(caller.Account, actor, cancellationToken),
            cancellationToken);

    public Task<AccessResult<bool>> DismissNewAsync(
        Caller caller, AppKey key, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.DismissNewApps,
            actor => seen.DismissAsync(caller.Account, key, actor, cancellationToken), cancellationToken);

    public Task<AccessResult<bool>> DismissAllNewAsync(
        Caller caller, DateTimeOffset connectedUntil, CancellationToken cancellationToken) =>
        AsAsync(
            caller, Operation.DismissNewApps,
            async actor =>
            {
                await seen.DismissAllAsync(caller.Account, connectedUntil, actor, cancellationToken);
                return true;
            },
            cancellationToken);

    private async Task<AccessResult<T>> AsAsync<T>(
        Caller caller, Operation operation, Func<Actor, Task<T>> act, CancellationToken cancellationToken) =>
        await access.DecideAsync(caller, operation, cancellationToken) switch
        {
            Decision.Allowed allowed => new AccessResult<T>.Done(await act(allowed.Actor)),
            Decision.Refused refused => new AccessResult<T>.Refused(refused.Reason),
            _ => throw new InvalidOperationException(),
        };

    private async Task<RevokeResult> RemoveAsync(
        Caller caller, Operation operation, Func<Actor, Task<RevokeResult>> remove,
        CancellationToken cancellationToken) =>
        await AsAsync(caller, operation, remove, cancellationToken) switch
        {
            AccessResult<RevokeResult>.Done done => done.Value,
            AccessResult<RevokeResult>.Refused refused => new RevokeResult.Refused(refused.Reason),
            _ => throw new InvalidOperationException(),
        };
}

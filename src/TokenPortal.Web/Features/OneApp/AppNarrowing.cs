using TokenPortal.Core.Access;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>Takes a single permission or device from an app, and says in words how it ended.</summary>
public sealed class AppNarrowing(IAccountApps accountApps, TimeProvider time, ILogger<AppNarrowing> logger)
{
    public Task<RemovalOutcome> RemoveAsync(Caller caller, OneAppModel app, AppPermissionModel permission) => TryAsync(
        app,
        // Once begun it goes through, whether or not the page is still there to see it.
        key => accountApps.RemoveScopeAsync(caller, key, permission.Words.Scope, CancellationToken.None),
        receipt => NarrowingText.PermissionRemoved(
            permission.Words.Words, app.Card.Name, receipt.ResidualAccessUntil, time.GetUtcNow()),
        NarrowingText.PermissionGone);

    public Task<RemovalOutcome> EndAsync(Caller caller, OneAppModel app, DeviceModel device) => TryAsync(
        app,
        async key => DeviceCredentialId.TryParse(device.Id, out var id)
            ? await accountApps.EndDeviceAsync(caller, key, id, CancellationToken.None)
            : new RevokeResult.NotFound(),
        receipt => NarrowingText.DeviceEnded(
            DeviceText.Of(device), app.Card.Name, receipt.ResidualAccessUntil, time.GetUtcNow()),
        NarrowingText.DeviceGone);

    private async Task<RemovalOutcome> TryAsync(
        OneAppModel app, Func<AppKey, Task<RevokeResult>> narrow, Func<RevokeReceipt, string> done, string gone)
    {
        if (!AppKey.TryParse(app.Card.Key, out var key)) return new RemovalOutcome.Nothing(gone);
        try
        {
            return await narrow(key) switch
            {
                RevokeResult.Revoked revoked => new RemovalOutcome.Narrowed(done(revoked.Receipt)),
                RevokeResult.Refused refused => RemovalOutcome.From(refused.Reason),
                RevokeResult.FirstParty => new RemovalOutcome.Nothing(RemovalText.NotRemovable),
                RevokeResult.NotOffered => new RemovalOutcome.Nothing(OneAppText.CannotNarrow),
                RevokeResult.Mandatory => new RemovalOutcome.Nothing(OneAppText.Mandatory),
                _ => new RemovalOutcome.Nothing(gone),
            };
        }
        catch (GrantStoreException exception)
        {
            Log.NarrowingFailed(logger, exception.Failure);
            return RemovalOutcome.From(exception.Failure);
        }
    }
}

using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Takes access away from an account and says in words how it ended.</summary>
public sealed class AppRemoval(IAccountApps accountApps, TimeProvider time, ILogger<AppRemoval> logger)
{
    /// <param name="place">Where the app's card stands, for the receipt that takes its place.</param>
    public async Task<RemovalOutcome> RemoveAsync(Caller caller, AppCardModel app, int place)
    {
        if (!AppKey.TryParse(app.Key, out var key))
            return new RemovalOutcome.Nothing(ConnectedAppsText.AlreadyGone(app.Name));
        try
        {
            // Once begun it goes through, whether or not the page is still there to see it.
            var result = await accountApps.RevokeAsync(caller, key, CancellationToken.None);
            return result switch
            {
                RevokeResult.Revoked revoked => new RemovalOutcome.Done(Receipt(app, revoked.Receipt, place)),
                RevokeResult.Refused refused => RemovalOutcome.From(refused.Reason),
                RevokeResult.FirstParty => new RemovalOutcome.Nothing(RemovalText.NotRemovable),
                _ => new RemovalOutcome.Nothing(ConnectedAppsText.AlreadyGone(app.Name)),
            };
        }
        catch (GrantStoreException exception)
        {
            Log.RemovalFailed(logger, exception.Failure);
            return RemovalOutcome.From(exception.Failure);
        }
    }

    public async Task<RemovalOutcome> RemoveAllAsync(Caller caller)
    {
        try
        {
            return await accountApps.RevokeAllAsync(caller, CancellationToken.None) switch
            {
                AccessResult<IReadOnlyList<RevokeReceipt>>.Refused refused => RemovalOutcome.From(refused.Reason),
                AccessResult<IReadOnlyList<RevokeReceipt>>.Done { Value: { Count: > 0 } receipts } =>
                    new RemovalOutcome.Done(Receipt(receipts)),
                _ => new RemovalOutcome.Nothing(RemovalText.AllNothing),
            };
        }
        catch (GrantStoreException exception)
        {
            Log.RemovalFailed(logger, exception.Failure);
            return RemovalOutcome.From(exception.Failure);
        }
    }

    private ReceiptModel Receipt(AppCardModel app, RevokeReceipt receipt, int place) => new(
        Guid.NewGuid().ToString("N"),
        ConnectedAppsText.Removed(app.Name),
        app.Name,
        receipt.ClientId,
        receipt.RevokedAt,
        RemovalText.Ended(receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens),
        RemovalText.Lingering(receipt.ResidualAccessUntil, time.GetUtcNow()),
        receipt.ResidualAccessUntil is null,
        place);

    private ReceiptModel Receipt(IReadOnlyList<RevokeReceipt> receipts)
    {
        var residualUntil = receipts.Max(receipt => receipt.ResidualAccessUntil);
        return new ReceiptModel(
            Guid.NewGuid().ToString("N"),
            RemovalText.AllRemoved,
            AppName: null,
            ClientId: null,
            receipts.Max(receipt => receipt.RevokedAt),
            RemovalText.Ended(
                receipts.Sum(receipt => receipt.Grants),
                receipts.Sum(receipt => receipt.RefreshTokens),
                receipts.Sum(receipt => receipt.AccessTokens)),
            RemovalText.LingeringOfSeveral(residualUntil, time.GetUtcNow()),
            residualUntil is null,
            Place: 0);
    }
}

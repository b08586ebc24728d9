using Microsoft.Extensions.Options;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

/// <summary>Ends one device of one app for its person, by the statement that the protocol uses as well.</summary>
internal sealed class DeviceEnding(
    GrantStore store, RevocationRunner runner, TimeProvider time, IOptions<CoreOptions> options)
{
    public async Task<RevokeResult> EndAsync(
        string subject, AppKey key, DeviceCredentialId id, Actor actor, CancellationToken cancellationToken)
    {
        var result = await EndFamilyAsync(subject, key, id, actor, cancellationToken);
        if (result is not RevokeResult.NotFound) return result;

        // A token that is older than families may be what is meant.
        return await AdoptAsync(subject, key, id, actor, cancellationToken) switch
        {
            null => result,
            0 => new RevokeResult.NotOffered(),
            _ => await EndFamilyAsync(subject, key, id, actor, cancellationToken),
        };
    }

    private async Task<RevokeResult> EndFamilyAsync(
        string subject, AppKey key, DeviceCredentialId id, Actor actor, CancellationToken cancellationToken)
    {
        var family = new FamilyTarget(id.ToString(), subject, time.GetUtcNow().UtcDateTime)
        {
            EveryApp = false,
            ApplicationId = key.Kind == AppKeyKind.Application ? key.Id : null,
            FirstPartyClientIds = [.. options.Value.FirstPartyClientIds],
        };
        var (receipts, target) = await runner.RunAsync(FamilySql.Revoke, family, actor, cancellationToken);
        return target.ToResult(receipts);
    }

    /// <returns>How many families were made, or null when there is no such token.</returns>
    private async Task<int?> AdoptAsync(
        string subject, AppKey key, DeviceCredentialId id, Actor actor, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync<AppDeviceRow>(
            AppSql.Devices, AppParameters.For(subject, key, time.GetUtcNow()), cancellationToken);
        return rows.SingleOrDefault(row => row is { FamilyId: null, ApplicationId: not null } && row.Id == id) is { } row
            ? await store.ExecuteAsync(
                FamilySql.Adopt,
                new
                {
                    id = id.ToString(),
                    row.Subject,
                    row.ApplicationId,
                    row.AuthorizationId,
                    row.TokenId,
                    row.CreatedAt,
                    row.LastExchangeAt,
                    actor.SessionId,
                },
                cancellationToken)
            : null;
    }
}

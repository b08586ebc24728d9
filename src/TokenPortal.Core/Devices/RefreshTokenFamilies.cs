using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Devices;

internal sealed class RefreshTokenFamilies(GrantStore store, TimeProvider time) : IRefreshTokenFamilies
{
    public async Task<IReadOnlyList<string>> RemovedScopesAsync(
        string authorizationId, CancellationToken cancellationToken) =>
        await store.ReadAsync<string>(ScopeSql.RemovedOfAuthorization, new { authorizationId }, cancellationToken);

    public async Task<ExchangeResult> RecordAsync(TokenExchange exchange, CancellationToken cancellationToken)
    {
        var firstTokenId = exchange.IsRefresh ? exchange.PresentedTokenId : exchange.RefreshTokenId;
        var row = await store.ExchangeAsync(
            FamilySql.Exchange,
            new
            {
                clientId = exchange.ClientId,
                subject = exchange.Subject,
                authorizationId = exchange.AuthorizationId,
                presentedTokenId = exchange.PresentedTokenId,
                firstTokenId,
                newFamilyId = firstTokenId is null ? null : DeviceCredentialId.For(firstTokenId).ToString(),
                tokenIds = exchange.TokenIds.ToArray(),
                scopes = exchange.Scopes.ToArray(),
                deviceName = exchange.DeviceName,
                addressPrefix = exchange.AddressPrefix,
                now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken);
        return row switch
        {
            { FamilyEnded: true } => ExchangeResult.FamilyEnded,
            { SelfContained: true } => ExchangeResult.SelfContainedAccess,
            { ScopeRemoved: true } => ExchangeResult.AccessEnded,
            _ => ExchangeResult.Live,
        };
    }
}

/// <summary>The answer of <see cref="FamilySql.Exchange"/>.</summary>
internal sealed record ExchangeRow(bool FamilyEnded, bool ScopeRemoved, bool SelfContained);

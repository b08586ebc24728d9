using System.Text.Json;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Devices;

internal sealed class DeviceCredentials(GrantStore store, RevocationRunner runner, TimeProvider time)
    : IDeviceCredentials
{
    public async Task<DevicePage> ListAsync(DeviceQuery query, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            subject = query.Subject,
            clientId = query.ClientId,
            now = time.GetUtcNow().UtcDateTime,
            take = query.PerPage,
            skip = (long)query.Page * query.PerPage,
        };
        var rows = await store.ReadAsync<DeviceRow>(FamilySql.List, parameters, cancellationToken);
        var total = await store.ReadAsync<int>(FamilySql.Count, parameters, cancellationToken);
        foreach (var row in rows.Where(row => row.FamilyId is null)) await AdoptAsync(row, cancellationToken);
        return new DevicePage([.. rows.Select(row => row.ToCredential())], total.Single());
    }

    public async Task<RevokeReceipt?> RemoveAsync(
        DeviceCredentialId id, string? subject, Actor actor, CancellationToken cancellationToken)
    {
        var (receipts, _) = await runner.RunAsync(
            FamilySql.Revoke,
            new FamilyTarget(id.ToString(), subject, time.GetUtcNow().UtcDateTime),
            actor,
            cancellationToken);
        return receipts.SingleOrDefault();
    }

    private Task<int> AdoptAsync(DeviceRow row, CancellationToken cancellationToken) => store.ExecuteAsync(
        FamilySql.Adopt,
        new
        {
            id = row.Id.ToString(),
            row.Subject,
            row.ApplicationId,
            row.AuthorizationId,
            row.TokenId,
            row.CreatedAt,
            row.LastExchangeAt,
            sessionId = (Guid?)null,
        },
        cancellationToken);

    /// <summary>A row of <see cref="FamilySql.List"/>.</summary>
    private sealed record DeviceRow(
        string? FamilyId,
        string TokenId,
        string Subject,
        string ApplicationId,
        string? AuthorizationId,
        string ClientId,
        string? DeviceName,
        DateTime CreatedAt,
        DateTime LastExchangeAt,
        DateTime ExpiresAt,
        string? Scopes,
        string? AddressPrefix)
    {
        public DeviceCredentialId Id =>
            DeviceCredentialId.TryParse(FamilyId, out var id) ? id : DeviceCredentialId.For(TokenId);

        public DeviceCredential ToCredential() => new(
            Id, Subject, ClientId, DeviceName, Times.FromDatabase(CreatedAt), Times.FromDatabase(LastExchangeAt),
            ExpiresAt == DateTime.MaxValue ? null : Times.FromDatabase(ExpiresAt),
            string.IsNullOrEmpty(Scopes) ? [] : JsonSerializer.Deserialize<string[]>(Scopes) ?? [], AddressPrefix);
    }
}

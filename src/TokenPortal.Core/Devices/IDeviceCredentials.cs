using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Devices;

/// <summary>
/// Lists and ends single refresh token families: "this device". Every method throws <see cref="GrantStoreException"/>
/// when the database cannot be asked or does not answer.
/// </summary>
public interface IDeviceCredentials
{
    /// <summary>A page of live families, oldest first, and how many there are in all.</summary>
    Task<DevicePage> ListAsync(DeviceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Ends one family with the access tokens made from it; the grant and other devices stay.
    /// </summary>
    /// <param name="subject">Whose it has to be; null means anybody's. Another user's answers like an unknown one.</param>
    /// <returns>The receipt, or null when there was nothing to end.</returns>
    Task<RevokeReceipt?> RemoveAsync(
        DeviceCredentialId id, string? subject, Actor actor, CancellationToken cancellationToken);
}

/// <summary>Which families to list.</summary>
/// <param name="Subject">Null means everybody's.</param>
/// <param name="ClientId">Null means every app's.</param>
/// <param name="Page">From 0.</param>
public sealed record DeviceQuery(string? Subject, string? ClientId, int Page, int PerPage);

/// <summary>A page of families.</summary>
public sealed record DevicePage(IReadOnlyList<DeviceCredential> Items, int Total);

/// <summary>A refresh token family with a live refresh token.</summary>
/// <param name="DeviceName">What the app called the device, or the user agent; null for older tokens.</param>
/// <param name="ExpiresAt">When the refresh token expires if it is not exchanged before; null means never.</param>
/// <param name="AddressPrefix">The network of the last exchange.</param>
public sealed record DeviceCredential(
    DeviceCredentialId Id,
    string Subject,
    string ClientId,
    string? DeviceName,
    DateTimeOffset CreatedAt,
    DateTimeOffset LastExchangeAt,
    DateTimeOffset? ExpiresAt,
    IReadOnlyList<string> Scopes,
    string? AddressPrefix);

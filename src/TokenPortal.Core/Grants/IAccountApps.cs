using TokenPortal.Core.Access;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

/// <summary>
/// The connected apps of an account for somebody in front of a page: what <see cref="IGrantService"/> does, after a
/// decision about the caller, which the statement that changes rows takes once more. Every method throws
/// <see cref="GrantStoreException"/> when the database cannot be asked or does not answer.
/// </summary>
public interface IAccountApps
{
    /// <summary>As <see cref="IGrantService.ListAsync"/>.</summary>
    Task<AccessResult<IReadOnlyList<ConnectedApp>>> ListAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>
    /// One app with its registration, permissions and devices. Refused as not found when it is not the account's.
    /// </summary>
    Task<AccessResult<AppDetail>> DetailAsync(Caller caller, AppKey key, CancellationToken cancellationToken);

    /// <summary>As <see cref="IGrantService.RevokeAsync"/>.</summary>
    Task<RevokeResult> RevokeAsync(Caller caller, AppKey key, CancellationToken cancellationToken);

    /// <summary>As <see cref="IGrantService.RemoveScopeAsync"/>, for the account's owner only.</summary>
    Task<RevokeResult> RemoveScopeAsync(
        Caller caller, AppKey key, string scope, CancellationToken cancellationToken);

    /// <summary>
    /// Signs one device out of an app: its refresh tokens and the access tokens made from them end, other devices and the
    /// consent stay. For the account's owner only; needs TokenPortal in the authorization server.
    /// </summary>
    Task<RevokeResult> EndDeviceAsync(
        Caller caller, AppKey key, DeviceCredentialId device, CancellationToken cancellationToken);

    /// <summary>As <see cref="IGrantService.RevokeAllAsync"/>; asks for a fresh sign-in.</summary>
    Task<AccessResult<IReadOnlyList<RevokeReceipt>>> RevokeAllAsync(
        Caller caller, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that the owner knows of an app: it is not new any more, until it is connected anew after its removal. For the
    /// account's owner only.
    /// </summary>
    /// <returns>False when the account has no such app.</returns>
    Task<AccessResult<bool>> DismissNewAsync(Caller caller, AppKey key, CancellationToken cancellationToken);

    /// <summary>Notes that the owner knows of all apps of a list. For the account's owner only.</summary>
    /// <param name="connectedUntil">When the list was read: what was connected later stays new.</param>
    Task<AccessResult<bool>> DismissAllNewAsync(
        Caller caller, DateTimeOffset connectedUntil, CancellationToken cancellationToken);
}

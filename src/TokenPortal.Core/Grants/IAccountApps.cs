using TokenPortal.Core.Access;

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

    /// <summary>As <see cref="IGrantService.RevokeAsync"/>.</summary>
    Task<RevokeResult> RevokeAsync(Caller caller, AppKey key, CancellationToken cancellationToken);

    /// <summary>As <see cref="IGrantService.RemoveScopeAsync"/>.</summary>
    Task<RevokeResult> RemoveScopeAsync(
        Caller caller, AppKey key, string scope, CancellationToken cancellationToken);

    /// <summary>As <see cref="IGrantService.RevokeAllAsync"/>; asks for a fresh sign-in.</summary>
    Task<AccessResult<IReadOnlyList<RevokeReceipt>>> RevokeAllAsync(
        Caller caller, CancellationToken cancellationToken);
}

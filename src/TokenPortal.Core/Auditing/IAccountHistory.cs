using TokenPortal.Core.Access;

namespace TokenPortal.Core.Auditing;

/// <summary>
/// The history of an account for somebody in front of a page: what <see cref="IHistory"/> reads, after a decision about
/// the caller. Every method throws <see cref="Grants.GrantStoreException"/> when the database cannot be asked.
/// </summary>
public interface IAccountHistory
{
    /// <summary>As <see cref="IHistory.ReadAsync"/>.</summary>
    Task<AccessResult<HistoryPortion>> ReadAsync(
        Caller caller, HistoryFilter filter, HistoryCursor? before, int count, CancellationToken cancellationToken);

    /// <summary>As <see cref="IHistory.ListAppsAsync"/>.</summary>
    Task<AccessResult<IReadOnlyList<HistoryApp>>> ListAppsAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>As <see cref="IHistory.ExportAsync"/>; asks for a fresh sign-in, and is for the account's owner only.</summary>
    Task<AccessResult<IAsyncEnumerable<HistoryEntry>>> ExportAsync(
        Caller caller, HistoryFilter filter, CancellationToken cancellationToken);
}

using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>Adds single rows to the history, for what changes nothing else in the database.</summary>
internal sealed class HistoryWriter(GrantStore store, TimeProvider time)
{
    /// <summary>Adds a row and tells the person's open pages.</summary>
    /// <exception cref="GrantStoreException">With what is known of the outcome.</exception>
    public async Task WriteAsync(HistoryEvent happened, CancellationToken cancellationToken)
    {
        await store.ExecuteAsync(HistorySql.Insert, happened.ToParameters(time.GetUtcNow()), cancellationToken);
        await store.NotifyAsync(GrantChangeListener.PayloadFor(happened.Subject));
    }
}

namespace TokenPortal.Core.Grants;

internal sealed class ScopeCatalog(GrantStore store, TimeProvider time) : IScopeCatalog
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private volatile Snapshot? _snapshot;

    public async Task<IReadOnlyDictionary<string, ScopeText>> GetAsync(CancellationToken cancellationToken)
    {
        if (_snapshot is { } kept && time.GetElapsedTime(kept.ReadAt) < KeptFor) return kept.Texts;

        var readAt = time.GetTimestamp();
        var rows = await store.ReadAsync<ScopeText>(GrantSql.Scopes, new { }, cancellationToken);
        var texts = rows.ToDictionary(row => row.Scope, StringComparer.Ordinal);
        _snapshot = new Snapshot(readAt, texts);
        return texts;
    }

    private sealed record Snapshot(long ReadAt, IReadOnlyDictionary<string, ScopeText> Texts);
}

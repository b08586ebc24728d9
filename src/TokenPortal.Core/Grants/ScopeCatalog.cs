using System.Collections.Concurrent;

namespace TokenPortal.Core.Grants;

internal sealed class ScopeCatalog(GrantStore store, TimeProvider time) : IScopeCatalog
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, Snapshot> _snapshots = new(StringComparer.Ordinal);

    public async Task<IReadOnlyDictionary<string, ScopeText>> GetAsync(
        string language, CancellationToken cancellationToken)
    {
        if (_snapshots.TryGetValue(language, out var kept) && time.GetElapsedTime(kept.ReadAt) < KeptFor) return kept.Texts;

        var readAt = time.GetTimestamp();
        var rows = await store.ReadAsync<ScopeText>(GrantSql.Scopes, new { language }, cancellationToken);
        var texts = rows.ToDictionary(row => row.Scope, StringComparer.Ordinal);
        _snapshots[language] = new Snapshot(readAt, texts);
        return texts;
    }

    private sealed record Snapshot(long ReadAt, IReadOnlyDictionary<string, ScopeText> Texts);
}

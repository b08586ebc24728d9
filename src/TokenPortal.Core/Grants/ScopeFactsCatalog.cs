namespace TokenPortal.Core.Grants;

internal sealed class ScopeFactsCatalog(GrantStore store, TimeProvider time) : IScopeFacts
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private volatile Snapshot? _snapshot;

    public async Task<IReadOnlyDictionary<string, ScopeFacts>> GetAsync(CancellationToken cancellationToken)
    {
        if (_snapshot is { } kept && time.GetElapsedTime(kept.ReadAt) < KeptFor) return kept.Facts;

        var readAt = time.GetTimestamp();
        var rows = await store.ReadAsync<ScopeFactsRow>(ScopeFactsSql.List, new { }, cancellationToken);
        var facts = rows.ToDictionary(row => row.Scope, row => row.ToFacts(), StringComparer.Ordinal);
        _snapshot = new Snapshot(readAt, facts);
        return facts;
    }

    private sealed record Snapshot(long ReadAt, IReadOnlyDictionary<string, ScopeFacts> Facts);
}

/// <summary>A row of <see cref="ScopeFactsSql.List"/>.</summary>
internal sealed record ScopeFactsRow(string Scope, string Reach, string Group, string Risk, bool Mandatory)
{
    /// <summary>A word that a newer version wrote counts as the most that there is.</summary>
    public ScopeFacts ToFacts() => new(
        Scope,
        Enum.TryParse<ScopeReach>(Reach, ignoreCase: true, out var reach) ? reach : ScopeReach.Write,
        Group,
        Enum.TryParse<ScopeRisk>(Risk, ignoreCase: true, out var risk) ? risk : ScopeRisk.High,
        Mandatory);
}

using System.Runtime.CompilerServices;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>A history in memory, newest first, with switches for its failures.</summary>
public sealed class FakeHistory : IHistory
{
    public List<HistoryEntry> Entries { get; } = [];

    public List<HistoryApp> Apps { get; } = [];

    public List<HistoryFilter> Asked { get; } = [];

    public int Reads => Asked.Count;

    public Actor? Exporter { get; private set; }

    /// <summary>Every call fails with this while set.</summary>
    public GrantStoreFailure? Failure { get; set; }

    /// <summary>An export fails behind as many rows.</summary>
    public int? BreakAfter { get; set; }

    /// <summary>Reads wait for it while set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<HistoryPortion> ReadAsync(
        string subject, HistoryFilter filter, HistoryCursor? before, int count, CancellationToken cancellationToken)
    {
        Asked.Add(filter);
        if (Gate is { } gate) await gate.Task;
        Fail();
        List<HistoryEntry> fitting = [.. Entries.Where(entry =>
            (filter.Group is null || entry.Group == filter.Group)
            && (filter.App is null || entry.App?.Key == filter.App)
            && (before is null || entry.Seq < before.Seq))];
        List<HistoryEntry> page = [.. fitting.Take(count)];
        return new HistoryPortion(page, fitting.Count > count ? new HistoryCursor(page[^1].At, page[^1].Seq) : null);
    }

    public Task<IReadOnlyList<HistoryApp>> ListAppsAsync(string subject, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult<IReadOnlyList<HistoryApp>>(Apps);
    }

    public async IAsyncEnumerable<HistoryEntry> ExportAsync(
        string subject, HistoryFilter filter, Actor actor, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        (Exporter, var given) = (actor, 0);
        Asked.Add(filter);
        await Task.Yield();
        Fail();
        foreach (var entry in Entries)
        {
            if (given++ == BreakAfter) throw new GrantStoreException(GrantStoreFailure.NothingChanged, new TimeoutException());
            yield return entry;
        }
    }

    private void Fail()
    {
        if (Failure is { } failure) throw new GrantStoreException(failure, new TimeoutException());
    }
}

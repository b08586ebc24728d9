using System.Runtime.CompilerServices;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>A history in memory, newest first, with switches for its failures.</summary>
public sealed class FakeHistory : IAccountHistory
{
    public List<HistoryEntry> Entries { get; } = [];

    public List<HistoryApp> Apps { get; } = [];

    public List<HistoryFilter> Asked { get; } = [];

    public int Reads => Asked.Count;

    /// <summary>Whose history was taken away last.</summary>
    public string? Exporter { get; private set; }

    /// <summary>Every call is refused with this while set.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Every call fails with this while set.</summary>
    public GrantStoreFailure? Failure { get; set; }

    /// <summary>An export fails behind as many rows.</summary>
    public int? BreakAfter { get; set; }

    /// <summary>Reads wait for it while set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<AccessResult<HistoryPortion>> ReadAsync(
        Caller caller, HistoryFilter filter, HistoryCursor? before, int count, CancellationToken cancellationToken)
    {
        Asked.Add(filter);
        if (Gate is { } gate) await gate.Task;
        Fail();
        if (Refusal is { } refusal) return new AccessResult<HistoryPortion>.Refused(refusal);
        List<HistoryEntry> fitting = [.. Entries.Where(entry =>
            (filter.Group is null || entry.Group == filter.Group)
            && (filter.App is null || entry.App?.Key == filter.App)
            && (before is null || entry.Seq < before.Seq))];
        List<HistoryEntry> page = [.. fitting.Take(count)];
        return new AccessResult<HistoryPortion>.Done(
            new HistoryPortion(page, fitting.Count > count ? new HistoryCursor(page[^1].At, page[^1].Seq) : null));
    }

    public Task<AccessResult<IReadOnlyList<HistoryApp>>> ListAppsAsync(
        Caller caller, CancellationToken cancellationToken)
    {
        Fail();
        return Task.FromResult<AccessResult<IReadOnlyList<HistoryApp>>>(
            Refusal is { } refusal
                ? new AccessResult<IReadOnlyList<HistoryApp>>.Refused(refusal)
                : new AccessResult<IReadOnlyList<HistoryApp>>.Done(Apps));
    }

    public Task<AccessResult<IAsyncEnumerable<HistoryEntry>>> ExportAsync(
        Caller caller, HistoryFilter filter, CancellationToken cancellationToken)
    {
        Asked.Add(filter);
        if (Refusal is { } refusal)
            return Task.FromResult<AccessResult<IAsyncEnumerable<HistoryEntry>>>(
                new AccessResult<IAsyncEnumerable<HistoryEntry>>.Refused(refusal));
        Exporter = caller.Account;
        return Task.FromResult<AccessResult<IAsyncEnumerable<HistoryEntry>>>(
            new AccessResult<IAsyncEnumerable<HistoryEntry>>.Done(ExportAsync(cancellationToken)));
    }

    private async IAsyncEnumerable<HistoryEntry> ExportAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = 0;
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

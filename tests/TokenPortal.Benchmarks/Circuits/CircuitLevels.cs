using System.Diagnostics;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Benchmarks.Sites;
using TokenPortal.Benchmarks.Variants;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks.Circuits;

/// <summary>What a number of open pages came to.</summary>
/// <param name="HeapBytes">Of the managed heap after a full collection, for each page.</param>
/// <param name="WorkingSetBytes">Of the process, for each page.</param>
/// <param name="OpenedInMilliseconds">The median, from asking for the HTML until the circuit has drawn it.</param>
/// <param name="LastDrawnMilliseconds">For each revoke, from the call until the last page was told of it.</param>
/// <param name="Failures">That the portal logged during the revokes. What a page could not read, it reads again.</param>
/// <param name="CpuMilliseconds">Of the portal's processor time, for each page and revoke.</param>
internal sealed record CircuitLevel(
    int Pages, double HeapBytes, double WorkingSetBytes, double OpenedInMilliseconds,
    IReadOnlyList<double> LastDrawnMilliseconds, int Missed, int Failures, double CpuMilliseconds);

/// <summary>Opens list pages of one person, and revokes one of the apps on them.</summary>
internal sealed class CircuitLevels(
    CircuitProcess pages, ManyApps apps, Portal portal, FailureCount failures, SampleAccount account)
{
    /// <summary>On each page, before the first revoke that counts.</summary>
    public const int Apps = 20;

    // Whatever is made once, for all pages, is not counted as theirs.
    private const int WarmUp = 20;

    private (long Heap, long WorkingSet) _before;

    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await OpenAsync(WarmUp, cancellationToken);
        _before = Memory();
    }

    public async Task<CircuitLevel> RunAsync(int size, int revokes, CancellationToken cancellationToken)
    {
        var opened = await OpenAsync(size, cancellationToken);
        var (heap, workingSet) = Memory();
        var failed = failures.Count;
        List<Update> updates = [];
        for (var left = Apps - 1; left >= Apps - revokes; left--)
            updates.Add(await RevokeAsync(size, left, cancellationToken));
        return new CircuitLevel(
            size,
            (double)(heap - _before.Heap) / (size - WarmUp),
            (double)(workingSet - _before.WorkingSet) / (size - WarmUp),
            opened.Order().ElementAt(opened.Length / 2),
            [.. updates.Select(update => update.Last.TotalMilliseconds)],
            updates.Sum(update => update.Missed),
            failures.Count - failed,
            updates.Average(update => update.Cpu.TotalMilliseconds) / size);
    }

    // The revoke at the end brings those that were open before to the same list as the new ones.
    private async Task<double[]> OpenAsync(int size, CancellationToken cancellationToken)
    {
        await apps.TopUpAsync(Apps + 1);
        var opened = await pages.OpenAsync(size, Found(Apps + 1), cancellationToken);
        await RevokeAsync(size, Apps, cancellationToken);
        return opened;
    }

    private async Task<Update> RevokeAsync(int size, int left, CancellationToken cancellationToken)
    {
        await pages.WatchAsync(Found(left), cancellationToken);
        var cpu = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await portal.RevokeAsync(account.Subject, apps.Take(), cancellationToken);
        var drawn = await pages.UntilDrawnAsync(cancellationToken);
        return new Update(
            Stopwatch.GetElapsedTime(start, drawn.Max()), drawn.Count(at => at == 0) + size - drawn.Length,
            Environment.CpuUsage.TotalTime - cpu);
    }

    // What a page says above its list.
    private static string Found(int apps) => FormattableString.Invariant($"{apps} apps");

    private static (long Heap, long WorkingSet) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }

    private sealed record Update(TimeSpan Last, int Missed, TimeSpan Cpu);
}

using System.Text;
using TokenPortal.Benchmarks.Browsing;
using TokenPortal.Benchmarks.Circuits;
using TokenPortal.Benchmarks.Reports;
using TokenPortal.Benchmarks.Sites;
using TokenPortal.Benchmarks.Variants;
using TokenPortal.Demo.Samples;
using static System.FormattableString;

namespace TokenPortal.Benchmarks;

/// <summary>The list page: how long the server takes for it, how heavy it is, and what many open ones cost.</summary>
internal sealed class PageBenchmark(DemoSite site, PageOptions options, Report report)
{
    private const double Megabyte = 1e6;
    private const double Kilobyte = 1e3;
    private const double MostHeap = 0.3;
    private const double MostTimesList = 5;

    private static readonly SampleAccount Account = SampleAccount.Ben;

    private readonly ManyApps _apps = new(site.Demo.ConnectionString, Account);

    public static async Task RunAsync(PageOptions options, CancellationToken cancellationToken)
    {
        await using var site = await DemoSite.StartAsync(cancellationToken);
        var report = new Report("page", options.SamplesFolder);
        report.AddFact(Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}, a person with {CircuitLevels.Apps} apps"));
        report.AddFact(Machine.Describe());
        report.AddFact($"Load of the machine at the start: {Machine.Load()}");
        var benchmark = new PageBenchmark(site, options, report);
        await benchmark.MeasureOneAsync(cancellationToken);
        await benchmark.MeasureManyAsync(cancellationToken);
        report.AddFact($"Load of the machine at the end: {Machine.Load()}");
        if (options.Report is { } page) await report.WriteAsync(page, cancellationToken);
    }

    private async Task MeasureOneAsync(CancellationToken cancellationToken)
    {
        using var session = await PortalSession.SignInAsync(site.Demo.Portal, Account, cancellationToken);
        await _apps.TopUpAsync(CircuitLevels.Apps);
        await using var bare = new BareList(site.Demo.ConnectionString, Account.Subject);
        await using var portal = new Portal(site.Demo.ConnectionString);
        using var times = new PageTimes(bare, portal, session, Account);
        await times.RunAsync(options.Rounds, cancellationToken);
        var rows = await bare.RunAsync(cancellationToken);
        report.AddTimes(
            "One list page", Invariant($"{rows} rows in the list; everything one at a time; load {Machine.Load()}."),
            [times.Statement, times.Service, times.Server, times.Client]);
        var ratio = times.Server.Median / times.Statement.Median;
        report.AddGoal(
            "prerendered list page, server time ÷ list statement", "≤ 5×",
            (Invariant($"{ratio:0.0}×"), ratio <= MostTimesList));
        await WeighAsync(await session.LoadAsync(cancellationToken));
    }

    private async Task WeighAsync(LoadedPage html)
    {
        var weight = await PageWeight.MeasureAsync(site.Demo.Portal, Account);
        var packed = html.Encoding.Length > 0 ? html.Encoding : "not compressed";
        report.AddFact(
            Invariant($"HTML of the page: {Encoding.UTF8.GetByteCount(html.Unpack()) / Kilobyte:0.0} kB, ")
            + Invariant($"{html.Bytes.Length / Kilobyte:0.0} kB on the wire ({packed})"));
        report.AddFact(
            Invariant($"In the browser: {weight.Elements} elements; with an empty cache {weight.Requests} requests, ")
            + Invariant($"{weight.Wire / Kilobyte:0} kB on the wire, {weight.Decoded / Kilobyte:0} kB unpacked"));
    }

    private async Task MeasureManyAsync(CancellationToken cancellationToken)
    {
        using var pages = CircuitProcess.Start(site.Demo.Portal);
        await using var portal = new Portal(site.Demo.ConnectionString);
        var levels = new CircuitLevels(pages, _apps, portal, site.Failures, Account);
        await levels.WarmUpAsync(cancellationToken);
        List<CircuitLevel> reached = [];
        foreach (var size in options.Sizes) reached.Add(await levels.RunAsync(size, options.Revokes, cancellationToken));
        report.AddLevels(
            "Open list pages",
            "Portal and authority in one process, which is measured; the pages in another; PostgreSQL in a third. "
            + $"Load {Machine.Load()}.",
            reached);
        foreach (var level in reached) AddGoals(level);
        report.AddNote(Limits(reached[^1]));
    }

    private void AddGoals(CircuitLevel level)
    {
        var heap = level.HeapBytes / Megabyte;
        report.AddGoal(
            Invariant($"managed memory of an open page, {level.Pages} open"), "≤ 0.3 MB",
            (Invariant($"{heap:0.00} MB"), heap <= MostHeap));
        var last = level.LastDrawnMilliseconds.Max();
        report.AddGoal(
            Invariant($"{level.Pages} pages open at once, all drawn anew on a revoke"), "all",
            (Invariant($"{level.Missed} missed in {level.LastDrawnMilliseconds.Count} revokes, ")
                + Invariant($"the last page after {last:0} ms"), level.Missed == 0));
    }

    private static string Limits(CircuitLevel level)
    {
        var perSecond = Environment.ProcessorCount * 1000 / level.CpuMilliseconds;
        return Invariant($"What limits more than {level.Pages} pages is first a revoke that concerns them all. Each page asks ")
            + "the database whether its session still lives, and reads anew; all share the portal's pool of 20 connections, "
            + "and what gets none within 2 s fails and is read again 2 s later: "
            + Invariant($"{level.Failures} times in {level.LastDrawnMilliseconds.Count} revokes. Reading and drawing take ")
            + Invariant($"{level.CpuMilliseconds:0.0} ms of the portal's processor time for each page, so that ")
            + Invariant($"{Environment.ProcessorCount} cores of its own would do {perSecond:0} pages in a second. ")
            + Invariant($"Then memory, {level.WorkingSetBytes / Megabyte:0.0} MB of the process for each page; ")
            + $"then open files, one for each page, of {Machine.OpenFiles()} here. "
            + "A session has 40 pages at most, on purpose; there is no limit over all sessions.";
    }
}

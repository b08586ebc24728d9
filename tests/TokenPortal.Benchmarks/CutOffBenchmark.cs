using TokenPortal.Benchmarks.Browsing;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Benchmarks.Reports;
using TokenPortal.Benchmarks.Sites;
using TokenPortal.Demo.Samples;
using static System.FormattableString;

namespace TokenPortal.Benchmarks;

/// <summary>How long an app's access token is still accepted after its user clicked, once for each way to check it.</summary>
internal sealed class CutOffBenchmark(
    BrowserWindow window, LinkedAppTokens apps, Report report) : IDisposable
{
    private const int WarmUps = 3;
    private const double LongestMilliseconds = 100;

    // Before the page's own script has the click: when it happened, by the clock that this program reads as well.
    private const string NoteClicks = """
        addEventListener('click', event => {
            window.clickedAt = Date.now() - (performance.now() - event.timeStamp);
        }, true);
        """;

    private readonly List<ApiPoll> _polls = [];

    public static async Task RunAsync(CutOffOptions options, CancellationToken cancellationToken)
    {
        await using var site = await DemoSite.StartAsync(cancellationToken);
        await using var entries = await EntryCheckingApi.StartAsync(site.Demo, cancellationToken);
        using var apps = new LinkedAppTokens(site.Demo, SampleAccount.Ann);
        await using var window = await BrowserWindow.OpenAsync(site.Demo.Portal, SampleAccount.Ann);
        await window.Page.AddInitScriptAsync(NoteClicks);
        var report = new Report("cutoff", options.SamplesFolder);
        report.AddFact(Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}"));
        report.AddFact(Machine.Describe());
        report.AddFact($"Load of the machine at the start: {Machine.Load()}");
        using var benchmark = new CutOffBenchmark(window, apps, report);
        await benchmark.MeasureAsync(options.Samples,
            [
                new("reference token, introspection", SampleApps.CalendarSync, new Uri(site.Demo.Api, "calendar")),
                new("self-contained token, entry checked locally", SampleApps.FileVault, entries.Files),
            ],
            cancellationToken);
        report.AddFact($"Load of the machine at the end: {Machine.Load()}");
        if (options.Report is { } page) await report.WriteAsync(page, cancellationToken);
    }

    public void Dispose() => _polls.ForEach(poll => poll.Dispose());

    private async Task MeasureAsync(
        int samples, IReadOnlyList<Way> ways, CancellationToken cancellationToken)
    {
        foreach (var way in ways)
        {
            var poll = new ApiPoll(way.Api);
            _polls.Add(poll);
            var series = new Series("click to first 401");
            for (var sample = -WarmUps; sample < samples; sample++)
            {
                var time = await CutOffAsync(way, poll, cancellationToken);
                if (sample >= 0) series.Add(time);
            }

            report.AddTimes(
                $"Click to cut-off: {way.Name}", $"The app is linked anew before each click. Load {Machine.Load()}.",
                [series, poll.Calls]);
            report.AddGoal(
                $"click to cut-off, {way.Name}: p99", "≤ 100 ms",
                (Invariant($"{series.P99:0} ms (median {series.Median:0})"), series.P99 <= LongestMilliseconds));
        }
    }

    private async Task<TimeSpan> CutOffAsync(Way way, ApiPoll poll, CancellationToken cancellationToken)
    {
        var token = await apps.LinkAsync(way.App, cancellationToken);
        await window.LoadAsync();
        await window.Apps.AskToRemoveAsync(way.App);
        var accepted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var refused = poll.UntilRefusedAsync(token, accepted, cancellationToken);
        await await Task.WhenAny(accepted.Task, refused);
        await window.Apps.ConfirmAsync();
        var clicked = await window.Page.EvaluateAsync<double>("window.clickedAt");
        return (await refused) - DateTimeOffset.UnixEpoch - TimeSpan.FromMilliseconds(clicked);
    }

    /// <summary>An app with the kind of token in question, and an API that checks it in the way in question.</summary>
    private sealed record Way(string Name, string App, Uri Api);
}

using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using TokenPortal.Benchmarks.Reports;

namespace TokenPortal.Benchmarks;

/// <summary>Work of microseconds, by BenchmarkDotNet.</summary>
internal static class MicroBenchmark
{
    public static async Task RunAsync(string? page, CancellationToken cancellationToken)
    {
        var report = new Report("micro", samplesFolder: "");
        report.AddFact(FormattableString.Invariant($"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}"));
        report.AddFact(Machine.Describe());
        report.AddFact($"Load of the machine at the start: {Machine.Load()}");
        report.AddMicro("Mapping of a list", $"One call. Load {Machine.Load()}.", [.. Run<ListMapping>().Reports]);
        report.AddFact($"Load of the machine at the end: {Machine.Load()}");
        if (page is not null) await report.WriteAsync(page, cancellationToken);
    }

    // In this process: a project of its own, as BenchmarkDotNet makes one otherwise, would need this repository's locks.
    private static Summary Run<T>() => BenchmarkRunner.Run<T>(ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance))
        .AddColumnProvider(DefaultColumnProviders.Instance)
        .AddLogger(ConsoleLogger.Default)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "tokenportal-micro")));
}

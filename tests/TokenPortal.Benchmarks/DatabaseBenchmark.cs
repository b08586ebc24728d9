using TokenPortal.Benchmarks.Databases;
using TokenPortal.Benchmarks.Reports;

namespace TokenPortal.Benchmarks;

/// <summary>Loads, measures phase by phase, and reports.</summary>
internal static class DatabaseBenchmark
{
    public static async Task RunAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        await using var server = await BenchmarkServer.StartAsync(options, cancellationToken);
        var report = new Report("database", options.SamplesFolder);
        await DescribeAsync(report, server, options);
        var main = await PrepareAsync(server, options.Authorizations, cancellationToken);
        var phases = new DatabasePhases(main, options, report);

        foreach (var phase in DatabaseOptions.AllPhases.Where(options.Phases.Contains))
        {
            await (phase switch
            {
                DatabaseOptions.List => phases.ListAsync(),
                DatabaseOptions.Revoke => phases.RevokeAsync(),
                DatabaseOptions.Load => phases.LoadAsync(),
                DatabaseOptions.BigGrant => phases.BigGrantAsync(
                    await BenchmarkDatabase.PrepareAsync(server, "benchmark_big", 25_000, fresh: true, cancellationToken)),
                DatabaseOptions.Guard => phases.GuardAsync(),
                _ => phases.GrowthAsync(size => PrepareAsync(server, size, cancellationToken)),
            });
        }

        report.AddFact($"Load of the machine at the end: {Machine.Load()}");
        if (options.Report is { } page) await report.WriteAsync(page, cancellationToken);
    }

    private static Task<BenchmarkDatabase> PrepareAsync(
        BenchmarkServer server, int authorizations, CancellationToken cancellationToken) =>
        BenchmarkDatabase.PrepareAsync(
            server, $"benchmark_{authorizations}", authorizations, fresh: false, cancellationToken);

    private static async Task DescribeAsync(Report report, BenchmarkServer server, DatabaseOptions options)
    {
        var today = TimeProvider.System.GetUtcNow();
        report.AddFact(FormattableString.Invariant(
            $"{today:yyyy-MM-dd}, {options.Authorizations:N0} authorizations and {options.Authorizations * 4L:N0} tokens"));
        report.AddFact(Machine.Describe());
        report.AddFact($"PostgreSQL {server.Version}: {string.Join(", ", await server.ReadSettingsAsync())}");
        report.AddFact($"Load of the machine at the start: {Machine.Load()}");
    }
}

using System.Diagnostics;
using Npgsql;
using TokenPortal.Benchmarks.Databases;

namespace TokenPortal.Benchmarks.Measuring;

/// <summary>
/// Times calls one at a time. In each round every variant has one burst, in turning order, so that whatever the machine
/// does meanwhile meets all of them; the first call of a burst, which finds the caches as another variant left them, is
/// dropped.
/// </summary>
internal sealed class Rounds(BenchmarkDatabase database)
{
    /// <param name="warmUps">Calls of each variant beforehand, until its code is compiled and its statements are prepared.</param>
    public async Task<IReadOnlyList<Series>> RunAsync(
        IReadOnlyList<Variant> variants, int rounds, int burst, int warmUps)
    {
        var series = variants.Select(variant => new Series(variant.Name)).ToList();
        await using var observer = new NpgsqlConnection(database.Superuser);
        await observer.OpenAsync();
        foreach (var variant in variants)
        {
            if (variant.PrepareAsync is { } prepare) await prepare();
            for (var call = 0; call < warmUps; call++) await variant.RunAsync();
        }

        for (var round = 0; round < rounds; round++)
        {
            for (var turn = 0; turn < variants.Count; turn++)
            {
                var number = (round + turn) % variants.Count;
                if (variants[number].PrepareAsync is { } prepare) await prepare();
                await RunBurstAsync(variants[number], series[number], burst, observer);
            }
        }

        return series;
    }

    private static async Task RunBurstAsync(Variant variant, Series series, int burst, NpgsqlConnection observer)
    {
        if (burst > 1) await variant.RunAsync();
        var wal = await ReadWalAsync(observer);
        var client = Environment.CpuUsage.TotalTime;
        for (var call = 0; call < burst; call++)
        {
            var start = Stopwatch.GetTimestamp();
            await variant.RunAsync();
            series.Add(Stopwatch.GetElapsedTime(start));
        }

        series.AddCosts(Environment.CpuUsage.TotalTime - client, await ReadWalAsync(observer) - wal);
    }

    private static async Task<double> ReadWalAsync(NpgsqlConnection observer)
    {
        await using var command = new NpgsqlCommand("select (pg_current_wal_insert_lsn() - '0/0')::float8", observer);
        return (double)(await command.ExecuteScalarAsync())!;
    }
}

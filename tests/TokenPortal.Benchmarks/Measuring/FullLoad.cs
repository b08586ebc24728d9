using System.Diagnostics;

namespace TokenPortal.Benchmarks.Measuring;

/// <summary>How often a variant was done under full load, and what it cost the client's processor.</summary>
internal sealed record Rate(string Name, int Workers, int Calls, double Seconds, double ClientMilliseconds)
{
    public double PerSecond => Calls / Seconds;
}

/// <summary>Lets workers call as fast as they can. Variants take turns of a few seconds, five each.</summary>
internal static class FullLoad
{
    private const int Turns = 5;

    public static async Task<IReadOnlyList<Rate>> RunAsync(
        IReadOnlyList<Variant> variants, int workers, TimeSpan slice)
    {
        var rates = variants.Select(variant => new Rate(variant.Name, workers, 0, 0, 0)).ToArray();
        foreach (var variant in variants) await RunTurnAsync(variant, workers, TimeSpan.FromSeconds(0.5));
        for (var turn = 0; turn < Turns; turn++)
        {
            for (var place = 0; place < variants.Count; place++)
            {
                var number = (turn + place) % variants.Count;
                var (calls, seconds, client) = await RunTurnAsync(variants[number], workers, slice);
                var rate = rates[number];
                rates[number] = rate with
                {
                    Calls = rate.Calls + calls,
                    Seconds = rate.Seconds + seconds,
                    ClientMilliseconds =
                        (rate.ClientMilliseconds * rate.Calls + client) / Math.Max(1, rate.Calls + calls),
                };
            }
        }

        return rates;
    }

    private static async Task<(int Calls, double Seconds, double ClientMilliseconds)> RunTurnAsync(
        Variant variant, int workers, TimeSpan slice)
    {
        var client = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var calls = await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            var done = 0;
            for (; Stopwatch.GetElapsedTime(start) < slice; done++) await variant.RunAsync();
            return done;
        })));
        return (calls.Sum(), Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - client).TotalMilliseconds);
    }
}

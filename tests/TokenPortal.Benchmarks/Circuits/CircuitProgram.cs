using System.Text.Json;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks.Circuits;

/// <summary>What the holder of pages is told, one line of JSON at a time.</summary>
/// <param name="Pages">How many are to be open; 0 to watch those that are.</param>
/// <param name="Text">What stands on a page once it is drawn.</param>
internal sealed record CircuitOrder(int Pages, string Text);

/// <summary>What it answers.</summary>
/// <param name="DrawnAt">By the clock that all processes of a machine share.</param>
internal sealed record CircuitAnswer(double[] OpenedInMilliseconds, long[] DrawnAt);

/// <summary>
/// Holds pages in a process of its own, so that what they take in the portal's process is not mixed with what they take
/// in a browser's place.
/// </summary>
internal static class CircuitProgram
{
    public static async Task RunAsync(
        Uri portal, TextReader orders, TextWriter answers, CancellationToken cancellationToken)
    {
        await using var holder = new CircuitHolder(portal, SampleAccount.Ben);
        while (await orders.ReadLineAsync(cancellationToken) is { } line)
        {
            var order = JsonSerializer.Deserialize<CircuitOrder>(line)!;
            if (order.Pages > 0)
            {
                await SayAsync(new(await holder.OpenAsync(order.Pages, order.Text, cancellationToken), []));
                continue;
            }

            var watching = holder.WatchAsync(order.Text);
            await SayAsync(new([], []));
            await SayAsync(new([], await watching));
        }

        async Task SayAsync(CircuitAnswer answer)
        {
            await answers.WriteLineAsync(JsonSerializer.Serialize(answer).AsMemory(), cancellationToken);
            await answers.FlushAsync(cancellationToken);
        }
    }
}

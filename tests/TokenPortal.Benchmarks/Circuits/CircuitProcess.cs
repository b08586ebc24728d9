using System.Diagnostics;
using System.Text.Json;

namespace TokenPortal.Benchmarks.Circuits;

/// <summary>The process that holds pages, from the outside.</summary>
internal sealed class CircuitProcess : IDisposable
{
    private readonly Process _process;

    private CircuitProcess(Process process) => _process = process;

    public static CircuitProcess Start(Uri portal)
    {
        string[] arguments = [typeof(CircuitProcess).Assembly.Location, Commands.Circuits, portal.AbsoluteUri];
        return new CircuitProcess(Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!);
    }

    /// <summary>Opens pages until there are that many.</summary>
    /// <returns>For each new one the milliseconds from asking for its HTML until its circuit has drawn it.</returns>
    public async Task<double[]> OpenAsync(int pages, string text, CancellationToken cancellationToken)
    {
        await TellAsync(new CircuitOrder(pages, text), cancellationToken);
        return (await HearAsync(cancellationToken)).OpenedInMilliseconds;
    }

    /// <summary>From now on every page waits to be drawn with a text.</summary>
    public async Task WatchAsync(string text, CancellationToken cancellationToken)
    {
        await TellAsync(new CircuitOrder(0, text), cancellationToken);
        await HearAsync(cancellationToken);
    }

    /// <returns>For each watched page when it was drawn, by the clock of <see cref="Stopwatch"/>; 0 for never.</returns>
    public async Task<long[]> UntilDrawnAsync(CancellationToken cancellationToken) =>
        (await HearAsync(cancellationToken)).DrawnAt;

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    private async Task TellAsync(CircuitOrder order, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order).AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
    }

    private async Task<CircuitAnswer> HearAsync(CancellationToken cancellationToken) =>
        await _process.StandardOutput.ReadLineAsync(cancellationToken) is { } line
            ? JsonSerializer.Deserialize<CircuitAnswer>(line)!
            : throw new InvalidOperationException("The process that holds pages has ended: see its error above.");
}

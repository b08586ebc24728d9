using System.Diagnostics.Metrics;
using System.Threading.Channels;

namespace TokenPortal.Benchmarks.Measuring;

/// <summary>How long the web server itself says that requests of one route took it, from the first byte to the last.</summary>
internal sealed class ServerTimes : IDisposable
{
    private const string HostingMeter = "Microsoft.AspNetCore.Hosting";
    private const string Duration = "http.server.request.duration";
    private const string Route = "http.route";

    private readonly MeterListener _listener = new();
    private readonly Channel<TimeSpan> _times = Channel.CreateUnbounded<TimeSpan>();

    public ServerTimes(string route)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument is { Meter.Name: HostingMeter, Name: Duration }) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: Route, Value: string asked } && asked == route)
                    _times.Writer.TryWrite(TimeSpan.FromSeconds(seconds));
            }
        });
        _listener.Start();
    }

    /// <summary>The next request that is told of. A server tells a moment after the client has its answer.</summary>
    public ValueTask<TimeSpan> NextAsync(CancellationToken cancellationToken) =>
        _times.Reader.ReadAsync(cancellationToken);

    public void Dispose() => _listener.Dispose();
}

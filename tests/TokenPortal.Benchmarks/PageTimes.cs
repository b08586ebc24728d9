using System.Diagnostics;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Benchmarks.Sites;
using TokenPortal.Benchmarks.Variants;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks;

/// <summary>One list page, prerendered, beside the list that is on it.</summary>
internal sealed class PageTimes(BareList bare, Portal portal, PortalSession session, SampleAccount account) : IDisposable
{
    private const int Burst = 6;
    private const int WarmUps = 200;

    private readonly ServerTimes _server = new("/");

    public Series Statement { get; } = new("list statement, prepared, rows read");

    public Series Service { get; } = new("list by the service");

    public Series Server { get; } = new("prerendered list page, server time");

    public Series Client { get; } = new("prerendered list page, as the client waits for it");

    /// <summary>In each round everything has one burst, whose first call is dropped.</summary>
    public async Task RunAsync(int rounds, CancellationToken cancellationToken)
    {
        for (var call = 0; call < WarmUps; call++) await OnceAsync(count: false, cancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            for (var call = 0; call < Burst; call++) await StatementAsync(call > 0, cancellationToken);
            for (var call = 0; call < Burst; call++) await ServiceAsync(call > 0, cancellationToken);
            for (var call = 0; call < Burst; call++) await PageAsync(call > 0, cancellationToken);
        }
    }

    public void Dispose() => _server.Dispose();

    private async Task OnceAsync(bool count, CancellationToken cancellationToken)
    {
        await StatementAsync(count, cancellationToken);
        await ServiceAsync(count, cancellationToken);
        await PageAsync(count, cancellationToken);
    }

    private async Task StatementAsync(bool count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await bare.RunAsync(cancellationToken);
        if (count) Statement.Add(Stopwatch.GetElapsedTime(start));
    }

    private async Task ServiceAsync(bool count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await portal.ListAsync(account.Subject, cancellationToken);
        if (count) Service.Add(Stopwatch.GetElapsedTime(start));
    }

    private async Task PageAsync(bool count, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        await session.LoadAsync(cancellationToken);
        var waited = Stopwatch.GetElapsedTime(start);
        var served = await _server.NextAsync(cancellationToken);
        if (!count) return;
        Client.Add(waited);
        Server.Add(served);
    }
}

using System.Diagnostics;
using TokenPortal.Benchmarks.Sites;
using TokenPortal.Demo.Samples;
using TokenPortal.Tests.Shared.Circuits;

namespace TokenPortal.Benchmarks.Circuits;

/// <summary>Opens list pages and keeps them open, as many browsers of one person would.</summary>
internal sealed class CircuitHolder(Uri portal, SampleAccount account) : IAsyncDisposable
{
    // The portal lets a session have no more.
    private const int PagesOfASession = 40;

    private readonly List<RawCircuit> _pages = [];
    private PortalSession? _session;

    /// <summary>Opens pages one after another until there are that many.</summary>
    /// <returns>For each new one the milliseconds from asking for the HTML to the first drawing of the circuit.</returns>
    public async Task<double[]> OpenAsync(int pages, string text, CancellationToken cancellationToken)
    {
        List<double> times = [];
        while (_pages.Count < pages)
        {
            if (_pages.Count % PagesOfASession == 0)
            {
                _session?.Dispose();
                _session = await PortalSession.SignInAsync(portal, account, cancellationToken);
            }

            var start = Stopwatch.GetTimestamp();
            var html = (await _session!.LoadAsync(cancellationToken)).Unpack();
            var page = await RawCircuit.ConnectAsync(portal, _session.Cookies, origin: null, _ => { }, cancellationToken);
            _pages.Add(page);
            await page.StartAsync(html);
            times.Add(Stopwatch.GetElapsedTime(start, await page.UntilDrawnAsync(text)).TotalMilliseconds);
        }

        return [.. times];
    }

    /// <summary>Begins to wait until each page is drawn with a text.</summary>
    /// <returns>For each page when that was, by the clock of <see cref="Stopwatch"/>, or 0 when it was not.</returns>
    public Task<long[]> WatchAsync(string text)
    {
        foreach (var page in _pages) page.Forget();
        return Task.WhenAll(_pages.Select(page => WatchAsync(page, text)));
    }

    public async ValueTask DisposeAsync()
    {
        _session?.Dispose();
        foreach (var page in _pages) await page.DisposeAsync();
    }

    private static async Task<long> WatchAsync(RawCircuit page, string text)
    {
        try
        {
            return await page.UntilDrawnAsync(text);
        }
        catch (TimeoutException)
        {
            return 0;
        }
    }
}

using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.Shared;

/// <summary>
/// When an open page reads: when it is asked, on each hint, and by itself after a failure. One read at a time; whatever
/// asks during a read makes one more after it. Everything runs on the page's own dispatcher.
/// </summary>
internal sealed class LiveReads(Func<Task<bool>> read, IGrantChanges changes, TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);

    private Func<Func<Task>, Task> _dispatch = action => action();
    private IDisposable? _subscription;
    private ITimer? _retry;
    private TimeSpan _retryAfter = FirstRetry;
    private Task? _reading;
    private bool _readAgain;
    private bool _live;

    /// <summary>The page is gone: nothing is read or drawn any more.</summary>
    public bool Closed { get; private set; }

    /// <param name="live">False while prerendering: nothing is subscribed to that would have to be given back.</param>
    /// <param name="dispatch">Runs work on the page's dispatcher.</param>
    public void Start(string subject, bool live, Func<Func<Task>, Task> dispatch)
    {
        (_live, _dispatch) = (live, dispatch);
        if (live) _subscription = changes.Subscribe(subject, () => _dispatch(RefreshAsync));
    }

    public Task RefreshAsync()
    {
        if (Closed) return Task.CompletedTask;
        _readAgain = true;
        if (_reading is { IsCompleted: false } running) return running;
        return _reading = ReadWhileAskedAsync();
    }

    /// <summary>Ends everything that could call back.</summary>
    public void Close()
    {
        Closed = true;
        _subscription?.Dispose();
        _retry?.Dispose();
    }

    private async Task ReadWhileAskedAsync()
    {
        while (_readAgain && !Closed)
        {
            _readAgain = false;
            _retry?.Dispose();
            _retry = null;
            if (await read()) _retryAfter = FirstRetry;
            else if (_live && !Closed) RetryLater();
        }
    }

    private void RetryLater()
    {
        _retry = time.CreateTimer(_ => _ = _dispatch(RefreshAsync), null, _retryAfter, Timeout.InfiniteTimeSpan);
        _retryAfter = _retryAfter * 2 < LastRetry ? _retryAfter * 2 : LastRetry;
    }
}

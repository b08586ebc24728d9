using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.Circuits;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Asks before every action of an open page, whenever a hint arrives and when the page reconnects, whether its session
/// still counts: a page lives for hours, and was authenticated once.
/// </summary>
internal sealed class SessionCircuitHandler(
    CircuitSession session, PageCulture culture, IGrantChanges changes, NavigationManager navigation, TimeProvider time)
    : CircuitHandler, IDisposable
{
    private static readonly TimeSpan AfterTheEnd = TimeSpan.FromSeconds(1);

    // One at a time, so that actions keep their order while they wait for the answer.
    private readonly SemaphoreSlim _order = new(1);

    private IDisposable? _hints;
    private ITimer? _limit;
    private bool _left;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (session.Subject is { } subject)
            _hints = changes.Subscribe(subject, () => culture.RunAsync(CheckAsync));
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) =>
        CheckAsync();

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        Task action;
        await _order.WaitAsync();
        try
        {
            if (!await CheckAsync())
            {
                Leave();
                return;
            }

            action = culture.RunAsync(() => next(context));
        }
        finally
        {
            _order.Release();
        }

        // Not in the queue: an action may wait for another, as one that asks the browser waits for the answer.
        await action;
    };

    public void Dispose()
    {
        _hints?.Dispose();
        _limit?.Dispose();
    }

    private async Task<bool> CheckAsync()
    {
        var counts = await session.CheckAsync(CancellationToken.None);
        if (counts && session.EndsAt is { } end) LookAgainAt(end);
        return counts;
    }

    // A page that is over before anything was drawn has no component that could lead it away.
    private void Leave()
    {
        if (_left || session.End is not { } end || end is PageEnd.Leaving) return;
        _left = true;
        navigation.NavigateTo(end.Address(navigation), forceLoad: true);
    }

    // A page that nobody touches is closed when its time is over.
    private void LookAgainAt(DateTimeOffset end)
    {
        var left = end - time.GetUtcNow() + AfterTheEnd;
        _limit ??= time.CreateTimer(_ => _ = culture.RunAsync(CheckAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _limit.Change(left > AfterTheEnd ? left : AfterTheEnd, Timeout.InfiniteTimeSpan);
    }
}

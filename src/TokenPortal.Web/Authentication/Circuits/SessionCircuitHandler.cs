using Microsoft.AspNetCore.Components.Server.Circuits;
using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Asks before every action of an open page, whenever a hint arrives and when the page reconnects, whether its session
/// still counts: a page lives for hours, and was authenticated once.
/// </summary>
internal sealed class SessionCircuitHandler(CircuitSession session, IGrantChanges changes) : CircuitHandler, IDisposable
{
    // One at a time, so that actions keep their order while they wait for the answer.
    private readonly SemaphoreSlim _order = new(1);

    private IDisposable? _hints;

    public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        if (session.Subject is { } subject)
            _hints = changes.Subscribe(subject, () => session.CheckAsync(CancellationToken.None));
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken) =>
        session.CheckAsync(cancellationToken);

    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _hints?.Dispose();
        return Task.CompletedTask;
    }

    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(
        Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        Task action;
        await _order.WaitAsync();
        try
        {
            if (!await session.CheckAsync(CancellationToken.None)) return;
            action = next(context);
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
        _order.Dispose();
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Impersonation;

/// <summary>
/// Closes support sessions whose time or right is over, so that the history says when. None of them could do anything any
/// more: each step is decided anew.
/// </summary>
internal sealed class SupportClosing(SupportStore store, TimeProvider time, ILogger<SupportClosing> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                await store.EndDueAsync(stoppingToken);
            }
            catch (GrantStoreException exception)
            {
                Log.ClosingFailed(logger, exception.InnerException!.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}

internal static partial class Log
{
    [LoggerMessage(1501, LogLevel.Warning, "Support sessions that are over could not be closed: {Reason}")]
    public static partial void ClosingFailed(ILogger logger, string reason);
}

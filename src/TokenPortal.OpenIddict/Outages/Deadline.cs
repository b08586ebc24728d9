using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TokenPortal.OpenIddict.Outages;

/// <summary>
/// One deadline over a whole request. OpenIddict asks its store without a cancellation token, so that a database that
/// accepts connections and never answers would hold a request for as long as the store's own time-outs say. The work runs
/// in a scope of its own, which outlives the answer if it must.
/// </summary>
internal sealed partial class Deadline(IServiceScopeFactory scopes, ILogger<Deadline> logger)
{
    /// <summary>Leaves a second of the five within which a caller is promised an answer.</summary>
    public static readonly TimeSpan Whole = TimeSpan.FromSeconds(4);

    /// <returns>False when the database did not take part in time.</returns>
    public async Task<bool> TryAsync(long startedAt, Func<IServiceProvider, Task> work)
    {
        var scope = scopes.CreateAsyncScope();
        var running = RunAsync(scope, work);
        try
        {
            var left = Whole - Stopwatch.GetElapsedTime(startedAt);
            await running.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            return true;
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            LogLate(logger, Whole.TotalSeconds);
            _ = running.ContinueWith(
                static late => late.Exception, CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return false;
        }
        catch (Exception exception) when (Outage.Find(exception) is { } outage)
        {
            LogOutage(logger, outage.Message);
            return false;
        }
    }

    private static async Task RunAsync(AsyncServiceScope scope, Func<IServiceProvider, Task> work)
    {
        await using (scope) await work(scope.ServiceProvider);
    }

    [LoggerMessage(3201, LogLevel.Warning, "Put off: the database did not answer within {Seconds} seconds")]
    private static partial void LogLate(ILogger logger, double seconds);

    [LoggerMessage(3202, LogLevel.Warning, "Put off: the database did not take part: {Reason}")]
    private static partial void LogOutage(ILogger logger, string reason);
}

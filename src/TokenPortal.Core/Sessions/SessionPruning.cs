using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Sessions;

/// <summary>Forgets sessions that are over, with where they came from.</summary>
internal sealed partial class SessionPruning(GrantStore store, TimeProvider time, ILogger<SessionPruning> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // Long enough that an open page which comes back from a sleeping computer still learns why its session ended.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>Gives how many sessions were forgotten.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - KeptFor).UtcDateTime;
        var (all, portion) = (0, 0);
        do
        {
            portion = await store.ExecuteAsync(SessionSql.Forget, new { before }, cancellationToken);
            all += portion;
        }
        while (portion == SessionSql.ForgottenAtOnce);
        return all;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (await ForgetAsync(stoppingToken) is > 0 and var count) LogForgot(logger, count);
            }
            catch (GrantStoreException exception)
            {
                LogForgetFailed(logger, exception.InnerException!.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(1401, LogLevel.Information, "Forgot {Count} sessions that are over")]
    private static partial void LogForgot(ILogger logger, int count);

    [LoggerMessage(1402, LogLevel.Warning, "Sessions that are over could not be forgotten: {Reason}")]
    private static partial void LogForgetFailed(ILogger logger, string reason);
}

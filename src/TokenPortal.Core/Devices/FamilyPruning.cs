using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Devices;

/// <summary>Forgets families once the server has pruned their last token, so that the table does not grow for ever.</summary>
internal sealed class FamilyPruning(GrantStore store, TimeProvider time, ILogger<FamilyPruning> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // A family that is being made has no tokens yet that carry its mark.
    private static readonly TimeSpan YoungestForgotten = TimeSpan.FromDays(1);

    /// <summary>Gives how many families were forgotten.</summary>
    public async Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - YoungestForgotten).UtcDateTime;
        var (all, portion) = (0, 0);
        do
        {
            portion = await store.ExecuteAsync(FamilySql.Forget, new { before }, cancellationToken);
            all += portion;
        }
        while (portion == FamilySql.ForgottenAtOnce);
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
                if (await ForgetAsync(stoppingToken) is > 0 and var count) Log.Forgot(logger, count);
            }
            catch (GrantStoreException exception)
            {
                Log.ForgetFailed(logger, exception.InnerException!.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}

using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Devices;

/// <summary>
/// Forgets families once the server has pruned their last token, and uses that no page can show any more, so that the tables
/// do not grow for ever.
/// </summary>
internal sealed class FamilyPruning(GrantStore store, TimeProvider time, ILogger<FamilyPruning> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    // A family that is being made has no tokens yet that carry its mark.
    private static readonly TimeSpan YoungestForgotten = TimeSpan.FromDays(1);

    /// <summary>Gives how many families were forgotten.</summary>
    public Task<int> ForgetAsync(CancellationToken cancellationToken) =>
        ForgetAsync(FamilySql.Forget, FamilySql.ForgottenAtOnce, cancellationToken);

    /// <summary>Gives how many uses were forgotten.</summary>
    public Task<int> ForgetUsesAsync(CancellationToken cancellationToken) =>
        ForgetAsync(Servers.UseSql.Forget, Servers.UseSql.ForgottenAtOnce, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (await ForgetAsync(stoppingToken) is > 0 and var count) Log.Forgot(logger, count);
                await ForgetUsesAsync(stoppingToken);
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

    private async Task<int> ForgetAsync(string statement, int mostAtOnce, CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - YoungestForgotten).UtcDateTime;
        var (all, portion) = (0, 0);
        do
        {
            portion = await store.ExecuteAsync(statement, new { before }, cancellationToken);
            all += portion;
        }
        while (portion == mostAtOnce);
        return all;
    }
}

using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TokenPortal.Core.Database;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Where the guard is not installed, a refresh in flight can leave token rows behind a revoke. They hang on a revoked
/// authorization, so that no reader that checks it accepts them; this ends them for readers that check tokens only.
/// </summary>
internal sealed class SurvivorSweep(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, TimeProvider time, ILogger<SurvivorSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookBack = TimeSpan.FromHours(1);

    /// <summary>Ends survivors of the last hour's revokes if the guard is absent. Gives how many there were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        if (await connection.QuerySingleAsync<bool>(DatabaseSql.GuardInstalled)) return 0;

        return await connection.ExecuteAsync(
            GrantSql.SweepSurvivors,
            new { since = (time.GetUtcNow() - LookBack).UtcDateTime, now = time.GetUtcNow().UtcDateTime });
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stoppingToken);
                if (await SweepAsync(stoppingToken) is > 0 and var count) Log.Swept(logger, count);
            }
            catch (NpgsqlException exception)
            {
                Log.SweepFailed(logger, exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}

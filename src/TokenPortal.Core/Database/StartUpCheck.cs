using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>
/// Says at start-up, a line for each fault, what keeps the portal from working. It starts all the same: a database that
/// comes up later, or an `apply` that is still to run, needs no restart.
/// </summary>
internal sealed partial class StartUpCheck(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, ILogger<StartUpCheck> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var report = await PortalDatabase.CheckAsync(dataSource, stoppingToken);
            foreach (var error in report.Errors) LogError(logger, error);
            foreach (var warning in report.Warnings) LogWarning(logger, warning);
        }
        catch (DatabaseException exception)
        {
            LogUnreachable(logger, exception.Message, CoreOptions.ConnectionStringName);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped before it was done.
        }
    }

    [LoggerMessage(1101, LogLevel.Error, "{Problem}")]
    private static partial void LogError(ILogger logger, string problem);

    [LoggerMessage(1102, LogLevel.Warning, "{Problem}")]
    private static partial void LogWarning(ILogger logger, string problem);

    [LoggerMessage(1103, LogLevel.Error, "{Problem}. Check ConnectionStrings:{Key}; the portal keeps trying.")]
    private static partial void LogUnreachable(ILogger logger, string problem, string key);
}

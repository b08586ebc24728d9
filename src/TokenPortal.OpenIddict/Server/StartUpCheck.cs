using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using TokenPortal.Core;
using TokenPortal.Core.Database;

namespace TokenPortal.OpenIddict.Server;

/// <summary>
/// Stops a server whose database lacks what every token response needs, once its own start has made its tables. A
/// database that does not answer yet is only reported.
/// </summary>
internal sealed partial class StartUpCheck(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, ILogger<StartUpCheck> logger)
    : IHostedLifecycleService
{
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var report = await PortalDatabase.CheckAsync(dataSource, cancellationToken);
            foreach (var warning in report.Warnings) LogWarning(logger, warning);
            if (report.Errors.Count > 0)
                throw new InvalidOperationException($"UseTokenPortal: {string.Join(' ', report.Errors)}");
        }
        catch (DatabaseException exception)
        {
            LogUnreachable(logger, exception.Message, CoreOptions.ConnectionStringName);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(3101, LogLevel.Warning, "{Problem}")]
    private static partial void LogWarning(ILogger logger, string problem);

    [LoggerMessage(3102, LogLevel.Error, "{Problem} Check ConnectionStrings:{Key}; the server keeps trying.")]
    private static partial void LogUnreachable(ILogger logger, string problem, string key);
}

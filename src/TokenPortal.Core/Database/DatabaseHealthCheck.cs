using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>Whether the portal can do its work: unhealthy without database or schema, degraded without the guard.</summary>
internal sealed class DatabaseHealthCheck(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource) : IHealthCheck
{
    public const string Name = "database";

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var report = await PortalDatabase.CheckAsync(dataSource, cancellationToken);
            return report switch
            {
                { Errors.Count: > 0 } => HealthCheckResult.Unhealthy(string.Join(' ', report.Errors)),
                { Warnings.Count: > 0 } => HealthCheckResult.Degraded(string.Join(' ', report.Warnings)),
                _ => HealthCheckResult.Healthy("Database, schema and guard are as they should be."),
            };
        }
        catch (DatabaseException)
        {
            return HealthCheckResult.Unhealthy("The database cannot be asked.");
        }
    }
}

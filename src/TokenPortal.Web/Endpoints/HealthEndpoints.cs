using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TokenPortal.Web.Endpoints;

/// <summary>What a load balancer and an operator ask: is the process alive, can it do its work.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/health").AllowAnonymous();
        group.MapHealthChecks("/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        group.MapHealthChecks("/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(Core.ServiceCollectionExtensions.ReadyTag),
            ResponseWriter = WriteAsync,
        });
    }

    // Descriptions only: an exception's text or a check's data may hold what is nobody's business.
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, new
        {
            status = Word(report.Status),
            checks = report.Entries.Select(entry => new
            {
                name = entry.Key,
                status = Word(entry.Value.Status),
                description = entry.Value.Description ?? "",
            }),
        }, cancellationToken: context.RequestAborted);
    }

    private static string Word(HealthStatus status) => status.ToString().ToLowerInvariant();
}

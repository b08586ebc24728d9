using Microsoft.Extensions.Options;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Features.History;

/// <summary>The history as a file: /history/export.csv and /history/export.json, with the page's filters.</summary>
internal static class HistoryExport
{
    public static readonly IReadOnlyList<ExportFormat> Formats = [CsvFile.Format, JsonFile.Format];

    private const int RetryAfterSeconds = 5;

    /// <summary>Relative to the base of the site.</summary>
    public static string AddressOf(ExportFormat format) => $"{HistoryQuery.Path}/export.{format.Extension}";

    public static void MapHistoryExport(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/").RequireAuthorization();
        foreach (var format in Formats)
        {
            group.MapGet(AddressOf(format), (HttpContext context, string? app, string? kind, string? time,
                IHistory history, IOptions<PortalOptions> portal, TimeProvider clock, ILogger<HistoryReader> logger) =>
            {
                var filter = HistoryQuery.Parse(app, kind, time).ToFilter(clock.GetUtcNow());
                return Decide(CurrentUser.From(context.User, portal.Value)) is { } actor
                    ? WriteAsync(context, format, history.ExportAsync(
                        actor.Id, filter, actor, context.RequestAborted), portal.Value.ServerName, clock, logger)
                    : ForbidAsync(context);
            });
        }
    }

    /// <summary>Who may take a history away: everyone their own. The one place that decides; null refuses.</summary>
    private static Actor? Decide(CurrentUser? user) => user is null ? null : Actor.User(user.Subject);

    private static Task ForbidAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(
        HttpContext context, ExportFormat format, IAsyncEnumerable<HistoryEntry> entries, string server,
        TimeProvider clock, ILogger logger)
    {
        await using var rows = entries.GetAsyncEnumerator(context.RequestAborted);
        try
        {
            // The first row before the first byte: until then there can be an answer that says what went wrong.
            var any = await rows.MoveNextAsync();
            Describe(context.Response, format, clock.GetUtcNow());
            await format.WriteAsync(context.Response.BodyWriter, any ? rows : null, server, context.RequestAborted);
        }
        catch (GrantStoreException exception)
        {
            Log.ExportFailed(logger, exception.Failure);
            // A file that ends early must not look whole.
            if (context.Response.HasStarted) context.Abort();
            else Unavailable(context.Response);
        }
    }

    private static void Describe(HttpResponse response, ExportFormat format, DateTimeOffset now)
    {
        response.ContentType = format.ContentType;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentDisposition = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"attachment; filename=\"history-{now:yyyy-MM-dd}.{format.Extension}\"");
    }

    private static void Unavailable(HttpResponse response)
    {
        response.Clear();
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = RetryAfterSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}

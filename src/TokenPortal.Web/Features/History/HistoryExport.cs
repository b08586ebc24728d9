using TokenPortal.Core.Access;
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
            group.MapGet(AddressOf(format), (
                    HttpContext context, string? app, string? kind, string? time, [AsParameters] ExportSources sources) =>
                AnswerAsync(context, format, HistoryQuery.Parse(app, kind, time), sources));
        }
    }

    private static async Task AnswerAsync(
        HttpContext context, ExportFormat format, HistoryQuery query, ExportSources sources)
    {
        if (Viewer.From(context.User, sources.Portal.Value) is not { } viewer)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        try
        {
            var result = await sources.History.ExportAsync(
                viewer.Caller, query.ToFilter(sources.Clock.GetUtcNow()), context.RequestAborted);
            if (result is AccessResult<IAsyncEnumerable<HistoryEntry>>.Done { Value: var entries })
            {
                var terms = await sources.TermsAsync(viewer, context.RequestAborted);
                await WriteAsync(context, format, entries, terms, sources);
            }
            else
            {
                Refuse(context, query, result.Refusal);
            }
        }
        catch (GrantStoreException exception)
        {
            Log.ExportFailed(sources.Logger, exception.Failure);
            Unavailable(context.Response);
        }
    }

    // A file asks for a fresh sign-in, which leads back to the page: the file is one click away from there.
    private static void Refuse(HttpContext context, HistoryQuery query, Refusal? refusal)
    {
        if (refusal is not (Refusal.NeedsFreshSignIn or Refusal.SignedOut))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        var back = $"{context.Request.PathBase}/{query.ToAddress()}";
        var question = QueryString.Create(SessionEndpoints.ReturnUrlParameter, back)
            .Add(SessionEndpoints.FreshParameter, "true");
        context.Response.Redirect($"{context.Request.PathBase}{SessionEndpoints.SignInPath}{question}");
    }

    private static async Task WriteAsync(
        HttpContext context, ExportFormat format, IAsyncEnumerable<HistoryEntry> entries, SentenceTerms terms,
        ExportSources sources)
    {
        await using var rows = entries.GetAsyncEnumerator(context.RequestAborted);
        try
        {
            // The first row before the first byte: until then there can be an answer that says what went wrong.
            var any = await rows.MoveNextAsync();
            Describe(context.Response, format, sources.Clock.GetUtcNow());
            await format.WriteAsync(context.Response.BodyWriter, any ? rows : null, terms, context.RequestAborted);
        }
        catch (GrantStoreException exception)
        {
            Log.ExportFailed(sources.Logger, exception.Failure);
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

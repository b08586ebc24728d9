using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Diagnostics;
using TokenPortal.Authority.Server;
using TokenPortal.OpenIddict.Outages;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Failures;

/// <summary>Answers programs in the form of RFC 6749 section 5.2; people get the error page.</summary>
internal sealed class FailureHandler(ILogger<FailureHandler> logger) : IExceptionHandler
{
    private const string RetryAfterSeconds = "5";

    public static int StatusOf(Exception exception) => Outage.Find(exception) is null
        ? StatusCodes.Status500InternalServerError
        : StatusCodes.Status503ServiceUnavailable;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        // By now the request's own path is already the error page's.
        PathString path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path;
        var outage = Outage.Find(exception);
        if (outage is not null)
        {
            Log.RequestPutOff(logger, path, outage.Message);
            httpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
        }
        else
        {
            Log.RequestFailed(logger, exception, path);
        }

        if (!Routes.IsProtocol(path))
        {
            return false;
        }

        httpContext.Response.StatusCode = StatusOf(exception);
        var body = outage is null
            ? new ProtocolError(Errors.ServerError, "The server failed. Nothing more is known.")
            : new ProtocolError(Errors.TemporarilyUnavailable, "The server cannot answer now. Try again.");
        await httpContext.Response.WriteAsJsonAsync(body, cancellationToken);
        return true;
    }

    private sealed record ProtocolError(
        [property: JsonPropertyName(Parameters.Error)] string Error,
        [property: JsonPropertyName(Parameters.ErrorDescription)] string Description);
}

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "{Path} is put off, the database did not take part: {Reason}")]
    public static partial void RequestPutOff(ILogger logger, string path, string reason);

    [LoggerMessage(2302, LogLevel.Error, "{Path} failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string path);
}

using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>An error in the form of RFC 6749 section 5.2: ASCII without quotes or backslashes in its texts.</summary>
internal sealed record ProtocolError(
    [property: JsonIgnore] int Status,
    [property: JsonPropertyName(Parameters.Error)] string Error,
    [property: JsonPropertyName(Parameters.ErrorDescription)] string Description)
{
    public static ProtocolError InvalidRequest(string description) =>
        new(StatusCodes.Status400BadRequest, Errors.InvalidRequest, description);
}

internal static class ProtocolAnswer
{
    private const string RetryAfterSeconds = "5";

    public static Task WriteAsync(HttpContext context, ProtocolError error)
    {
        context.Response.StatusCode = error.Status;
        NoStore(context.Response);
        return context.Response.WriteAsJsonAsync(error);
    }

    /// <summary>The database did not take part (RFC 7009 section 2.2.1): the client must assume that the token lives.</summary>
    public static Task WriteUnavailableAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        return WriteAsync(context, new ProtocolError(
            StatusCodes.Status503ServiceUnavailable, Errors.TemporarilyUnavailable,
            "The server cannot answer now, and could not confirm a change. It is safe to try again."));
    }

    public static void NoStore(HttpResponse response)
    {
        response.Headers.CacheControl = "no-store";
        response.Headers.Pragma = "no-cache";
    }
}

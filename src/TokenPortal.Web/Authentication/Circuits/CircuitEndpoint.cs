using Microsoft.Net.Http.Headers;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>Where browsers connect to their circuits: for signed-in people, and for pages of this site only.</summary>
internal static class CircuitEndpoint
{
    private const string Path = "/_blazor";

    public static bool IsAskedFor(HttpContext context) => context.Request.Path.StartsWithSegments(Path);

    /// <summary>
    /// Browsers let any site open a WebSocket to any other and send the cookies along; no CORS rule stands in between.
    /// They say which site it was, so another one is refused here.
    /// </summary>
    public static IApplicationBuilder UseOwnCircuitsOnly(this IApplicationBuilder application) =>
        application.Use((context, next) =>
        {
            if (!IsAskedFor(context) || IsOfThisSite(context.Request)) return next(context);

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });

    private static bool IsOfThisSite(HttpRequest request)
    {
        var origins = request.Headers[HeaderNames.Origin];
        // What is no browser sends none, and has no other site's page in it.
        return origins.Count == 0
            || (Uri.TryCreate(origins, UriKind.Absolute, out var origin)
                && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var own)
                && Uri.Compare(
                    origin, own, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped,
                    StringComparison.OrdinalIgnoreCase) == 0);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TokenPortal.OpenIddict.OpenApi;
using TokenPortal.OpenIddict.Outages;
using TokenPortal.OpenIddict.Requests;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.OpenIddict.DeviceCredentials;

/// <summary>
/// GET and DELETE /api/v2/device-credentials, in the shape of Auth0's Management API: authenticate, count, answer.
/// </summary>
internal static class DeviceCredentialsEndpoint
{
    public const string Path = "/api/v2/device-credentials";

    private const string Bearer = "Bearer ";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // A server that asks everybody to sign in would send programs to its sign-in page. Tokens are checked here.
        var group = endpoints.MapGroup(Path).AllowAnonymous();
        group.MapGet("", (Delegate)((HttpContext context) => AnswerAsync(context, DeviceCredentialsApi.ListAsync)))
            .WithName("ListDeviceCredentials")
            .AddOpenApiOperationTransformer(DeviceCredentialsDescription.DescribeListAsync);
        group.MapDelete("/{id}", (HttpContext context, string id) =>
                AnswerAsync(context, (services, caller, _) => DeviceCredentialsApi.DeleteAsync(services, caller, id)))
            .WithName("DeleteDeviceCredential")
            .AddOpenApiOperationTransformer(DeviceCredentialsDescription.DescribeDeleteAsync);
        foreach (var (pattern, allow) in new[] { ("", HttpMethods.Get), ("/{id}", HttpMethods.Delete) })
        {
            group.Map(pattern, (Delegate)((HttpContext context) =>
            {
                context.Response.Headers.Allow = allow;
                return ToResult(context, ManagementError.MethodNotAllowed);
            })).ExcludeFromDescription();
        }
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, Func<IServiceProvider, ClaimsPrincipal, IQueryCollection, Task<Answer>> work)
    {
        ProtocolAnswer.NoStore(context.Response);
        var startedAt = Stopwatch.GetTimestamp();
        var deadline = context.RequestServices.GetRequiredService<Deadline>();
        var token = TokenOf(context.Request);
        var baseUri = new Uri(UriHelper.BuildAbsolute(
            context.Request.Scheme, context.Request.Host, context.Request.PathBase, "/"));

        ClaimsPrincipal? caller = null;
        if (token is not null && !await deadline.TryAsync(startedAt, async services =>
                caller = await services.GetRequiredService<BearerToken>().ValidateAsync(token, baseUri)))
        {
            return Unavailable(context);
        }

        if (IsTooMuch(context, caller)) return ToResult(context, ManagementError.TooMany);
        if (caller is null) return Challenge(context, token);

        // A copy, because the work may outlive the request.
        var query = new QueryCollection(context.Request.Query.ToDictionary());
        Answer? answer = null;
        return await deadline.TryAsync(startedAt, async services => answer = await work(services, caller, query))
            ? ToResult(context, answer!)
            : Unavailable(context);
    }

    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && header[Bearer.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;

    private static bool IsTooMuch(HttpContext context, ClaimsPrincipal? caller)
    {
        var limits = context.RequestServices.GetRequiredService<RateLimits>();
        var options = context.RequestServices.GetRequiredService<IOptions<TokenPortalServerOptions>>().Value;
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var who = Caller.Of(context, Path, caller?.GetPresenters().FirstOrDefault());
        var wait = limits.Count(who);

        var headers = context.Response.Headers;
        headers["X-RateLimit-Limit"] = options.RequestsPerMinute.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = limits.Remaining(who).ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = (time.GetUtcNow() + (wait ?? TimeSpan.FromMinutes(1)))
            .ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (wait is not { } retryAfter) return false;

        headers.RetryAfter = RateLimits.Seconds(retryAfter);
        return true;
    }

    // RFC 6750 section 3: no error code for a request that brought no token.
    private static IResult Challenge(HttpContext context, string? token)
    {
        context.Response.Headers.WWWAuthenticate = token is null ? "Bearer" : "Bearer error=\"invalid_token\"";
        return ToResult(context, token is null ? ManagementError.MissingToken : ManagementError.InvalidToken);
    }

    private static IResult Unavailable(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return ToResult(context, ManagementError.Unavailable);
    }

    private static IResult ToResult(HttpContext context, Answer answer)
    {
        if (answer.Body is ManagementError { ErrorCode: Errors.InsufficientScope })
            context.Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return answer.Body is null
            ? TypedResults.NoContent()
            : TypedResults.Json(answer.Body, statusCode: answer.Status);
    }
}

/// <summary>What to answer, made without the request at hand.</summary>
internal sealed record Answer(int Status, object? Body)
{
    public static implicit operator Answer(ManagementError error) => new(error.StatusCode, error);
}

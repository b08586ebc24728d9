using System.Diagnostics;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using TokenPortal.OpenIddict.Outages;
using TokenPortal.OpenIddict.Requests;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.OpenIddict.Management;

/// <summary>
/// What all endpoints under /api/v2 do around their work: authenticate by an access token (RFC 6750), count, keep the
/// deadline, answer in the form of Auth0's Management API.
/// </summary>
internal static class ManagementEndpoint
{
    private const string Bearer = "Bearer ";

    /// <param name="path">What the rate limit counts by.</param>
    public static async Task<IResult> AnswerAsync(
        HttpContext context, string path, Func<IServiceProvider, ClaimsPrincipal, IQueryCollection, Task<Answer>> work)
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

        if (IsTooMuch(context, path, caller)) return ToResult(context, ManagementError.TooMany);
        if (caller is null) return Challenge(context, token);

        // A copy, because the work may outlive the request.
        var query = new QueryCollection(context.Request.Query.ToDictionary());
        Answer? answer = null;
        return await deadline.TryAsync(startedAt, async services => answer = await work(services, caller, query))
            ? ToResult(context, answer!)
            : Unavailable(context);
    }

    /// <summary>405 with the methods that there are.</summary>
    public static IResult RefuseMethod(HttpContext context, string allow)
    {
        context.Response.Headers.Allow = allow;
        return ToResult(context, ManagementError.MethodNotAllowed);
    }

    /// <summary>
    /// Whom a token stands for, or null when it is a client's own: its subject is the client, and a user may have the
    /// same id (RFC 9700 section 4.15).
    /// </summary>
    public static string? UserOf(ClaimsPrincipal caller) =>
        caller.GetClaim(Claims.Subject) is { } subject && !caller.HasPresenter(subject) ? subject : null;

    /// <summary>Who acts, as the history names it.</summary>
    public static string ClientOf(ClaimsPrincipal caller) =>
        caller.GetPresenters().FirstOrDefault() ?? caller.GetClaim(Claims.Subject) ?? "";

    private static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        && header[Bearer.Length..].Trim() is { Length: > 0 } token
            ? token
            : null;

    private static bool IsTooMuch(HttpContext context, string path, ClaimsPrincipal? caller)
    {
        var limits = context.RequestServices.GetRequiredService<RateLimits>();
        var options = context.RequestServices.GetRequiredService<IOptions<TokenPortalServerOptions>>().Value;
        var time = context.RequestServices.GetRequiredService<TimeProvider>();
        var who = Caller.Of(context, path, caller?.GetPresenters().FirstOrDefault());
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

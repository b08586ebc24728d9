using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using TokenPortal.Web.Authentication.Circuits;

namespace TokenPortal.Web.Authentication;

/// <summary>
/// When the database does not answer, nobody can tell whether a session still lives. Then nobody is signed in and nobody
/// is signed out: whatever needs a person answers 503 with a page that says so and comes back by itself.
/// </summary>
internal static class SessionOutage
{
    private const string RetryAfterSeconds = "5";

    private static readonly object Unknown = new();

    public static void MarkSessionUnknown(this HttpContext context) => context.Items[Unknown] = true;

    /// <summary>The request carries the key of a session, and the database did not say whose.</summary>
    public static bool IsSessionUnknown(this HttpContext context) => context.Items.ContainsKey(Unknown);

    /// <summary>After authentication and before authorization, which would lead to the sign-in page.</summary>
    public static IApplicationBuilder UseSessionOutage(this IApplicationBuilder application) =>
        application.Use((context, next) =>
        {
            if (!context.IsSessionUnknown() || !NeedsPerson(context)) return next(context);

            context.AnswerUnavailable();
            return Task.CompletedTask;
        });

    public static void AnswerUnavailable(this HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.RetryAfter = RetryAfterSeconds;
        // A page needs no script to try again; a form is not sent a second time by this.
        if (HttpMethods.IsGet(context.Request.Method)) context.Response.Headers["Refresh"] = RetryAfterSeconds;
    }

    private static bool NeedsPerson(HttpContext context) =>
        context.Features.Get<IStatusCodeReExecuteFeature>() is null
        && context.Features.Get<IExceptionHandlerFeature>() is null
        && (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null
            || CircuitEndpoint.IsAskedFor(context));
}

using Microsoft.AspNetCore.Http.HttpResults;
using TokenPortal.Demo.LinkedApps.Pages;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>Each app's page, its live status, and the ways in and out.</summary>
internal static class LinkedAppEndpoints
{
    private const string FlowCookie = "linked-app.flow";

    public static void MapLinkedApps(this IEndpointRouteBuilder routes, LinkedAppsOptions options)
    {
        routes.MapGet("/", () => new RazorComponentResult<IndexPage>(new { Options = options }));
        foreach (var app in options.Apps)
        {
            var group = routes.MapGroup($"/{app.Id}");
            group.MapGet("", (ConnectionStore store, string? problem) => new RazorComponentResult<AppPage>(
                new { App = app, options.Portal, Connections = store.For(app), Problem = problem }));
            group.MapGet("/status", (LinkedAppStatus status, CancellationToken cancellationToken) =>
                status.ReadAsync(app, cancellationToken));
            group.MapGet("/connect", (
                string? device, HttpContext context, OAuthClient client, PendingSignIns pending) =>
                BeginAsync(app, device, context, client, pending));
            group.MapGet("/callback", (HttpContext context, LinkedAppEngine engine, PendingSignIns pending) =>
                EndAsync(app, context, engine, pending));

            var actions = group.MapGroup("").AddEndpointFilter((context, next) =>
                IsOwnForm(context.HttpContext, options)
                    ? next(context)
                    : ValueTask.FromResult<object?>(TypedResults.BadRequest()));
            actions.MapPost("/wake", (LinkedAppStatus status) =>
            {
                status.Wake(app);
                return TypedResults.LocalRedirect($"/{app.Id}");
            });
            actions.MapPost("/sign-out/{id}", (
                string id, ConnectionStore store, LinkedAppEngine engine, CancellationToken cancellationToken) =>
                SignOutAsync(app, id, store, engine, cancellationToken));
        }
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> BeginAsync(
        LinkedApp app, string? device, HttpContext context, OAuthClient client, PendingSignIns pending)
    {
        device ??= app.Devices[0];
        if (!app.Devices.Contains(device)) return TypedResults.NotFound();

        var (state, signIn) = pending.Begin(app, device);
        // Only the browser that began a sign-in can end it.
        context.Response.Cookies.Append(FlowCookie, state, new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Path = $"/{app.Id}/callback",
        });
        return TypedResults.Redirect(
            await client.DescribeSignInAsync(app, device, state, signIn.CodeChallenge, context.RequestAborted));
    }

    private static async Task<RedirectHttpResult> EndAsync(
        LinkedApp app, HttpContext context, LinkedAppEngine engine, PendingSignIns pending)
    {
        var query = context.Request.Query;
        string? state = query["state"], code = query["code"];
        context.Response.Cookies.Delete(FlowCookie, new CookieOptions { Path = $"/{app.Id}/callback" });
        if (context.Request.Cookies[FlowCookie] != state || pending.End(app, state) is not { } signIn)
            return Back(app, "unexpected");
        if (code is null) return Back(app, query["error"] == "access_denied" ? "denied" : "failed");

        var connected = await engine.ConnectAsync(app, signIn, code, context.RequestAborted);
        return connected ? TypedResults.Redirect($"/{app.Id}") : Back(app, "failed");
    }

    private static async Task<Results<RedirectHttpResult, NotFound>> SignOutAsync(
        LinkedApp app, string id, ConnectionStore store, LinkedAppEngine engine, CancellationToken cancellationToken)
    {
        if (store.Find(id) is not { } connection || connection.AppId != app.Id) return TypedResults.NotFound();
        await engine.SignOutAsync(app, connection, cancellationToken);
        return TypedResults.Redirect($"/{app.Id}");
    }

    private static RedirectHttpResult Back(LinkedApp app, string problem) =>
        TypedResults.Redirect($"/{app.Id}?problem={problem}");

    // A browser names the origin of every form that it posts.
    private static bool IsOwnForm(HttpContext context, LinkedAppsOptions options) =>
        context.Request.Headers.Origin == options.Address.GetLeftPart(UriPartial.Authority);
}

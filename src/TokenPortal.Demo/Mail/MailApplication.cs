using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;
using TokenPortal.Demo.Hosting;
using TokenPortal.Demo.Mail.Pages;

namespace TokenPortal.Demo.Mail;

/// <summary>The inbox of the demo: what every recipient got, to look at in a browser or to read as JSON.</summary>
internal static class MailApplication
{
    private const string PagePolicy = "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    // A mail is a stranger's page: it draws itself and does nothing else. Its links open windows of their own.
    private const string MailPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; "
        + "sandbox allow-popups allow-popups-to-escape-sandbox";

    public static WebApplication Build(DemoAddresses addresses, MailInbox inbox)
    {
        var builder = DemoHost.CreateBuilder(addresses.Mail);
        builder.Services.AddRazorComponents();
        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = PagePolicy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            context.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/assets",
            FileProvider = new EmbeddedFileProvider(
                typeof(MailApplication).Assembly, "TokenPortal.Demo.Mail.Assets"),
        });
        app.MapMail(addresses, inbox);
        return app;
    }

    private static void MapMail(this IEndpointRouteBuilder routes, DemoAddresses addresses, MailInbox inbox)
    {
        routes.MapGet("/", (string? to) => Page(to, opened: null));
        routes.MapGet("/mails/{id}", Results<RazorComponentResult<InboxPage>, NotFound> (string id, string? to) =>
            inbox.Find(id) is { } mail ? Page(to, mail) : TypedResults.NotFound());
        routes.MapGet("/mails/{id}/html", Results<ContentHttpResult, NotFound> (string id, HttpContext context) =>
        {
            if (inbox.Find(id)?.Html is not { } html) return TypedResults.NotFound();
            context.Response.Headers.ContentSecurityPolicy = MailPolicy;
            return TypedResults.Content(html, "text/html; charset=utf-8");
        });
        routes.MapGet("/api/mails", (string? to) => TypedResults.Ok(inbox.List(to)));

        RazorComponentResult<InboxPage> Page(string? to, CaughtMail? opened) => new(new
        {
            addresses.Portal,
            Mails = inbox.List(to),
            Recipients = Recipients(),
            Recipient = to ?? "",
            Opened = opened,
        });

        IReadOnlyList<string> Recipients() =>
            [.. inbox.List().SelectMany(mail => mail.To).Distinct(StringComparer.OrdinalIgnoreCase).Order()];
    }
}

using Microsoft.Extensions.FileProviders;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>One small web application that plays all linked apps, each under its own path.</summary>
internal static class LinkedAppsApplication
{
    private const string ContentSecurityPolicy =
        "default-src 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(15);

    public static WebApplication Build(LinkedAppsOptions options, TimeProvider time)
    {
        var builder = DemoHost.CreateBuilder(options.Address);
        builder.Services.AddRazorComponents();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton(_ => new HttpClient { Timeout = RequestTimeout });
        builder.Services.AddSingleton<OAuthClient>();
        builder.Services.AddSingleton<ConnectionStore>();
        builder.Services.AddSingleton<LinkedAppEngine>();
        builder.Services.AddSingleton<LinkedAppStatus>();
        builder.Services.AddSingleton<PendingSignIns>();

        var app = builder.Build();
        app.Use((context, next) =>
        {
            context.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            context.Response.Headers.CacheControl = "no-store";
            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/assets",
            FileProvider = new EmbeddedFileProvider(
                typeof(LinkedAppsApplication).Assembly, "TokenPortal.Demo.LinkedApps.Assets"),
        });
        app.MapLinkedApps(options);
        return app;
    }
}

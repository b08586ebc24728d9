using TokenPortal.Core;
using TokenPortal.Web.Start;

namespace TokenPortal.Web;

/// <summary>The portal as a web application: the one composition that program, demo and tests start.</summary>
public static class PortalApplication
{
    // Below Warning these write what opens doors: an issuer's code in an address, the secret of a circuit in a call.
    private static readonly string[] TooTalkative = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.SignalR"];

    /// <summary>Builds the whole portal without starting it.</summary>
    /// <param name="configure">Called last, so that it can add settings and replace services.</param>
    /// <exception cref="PortalSettingsException">Settings are missing or wrong; the message names each.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            // The settings file and the static files lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
            ApplicationName = typeof(PortalApplication).Assembly.GetName().Name,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        foreach (var category in TooTalkative) builder.Logging.AddFilter(category, LogLevel.Warning);
        builder.Services.AddTokenPortalCore();
        builder.Services.AddTokenPortalWeb(builder.Configuration);
        configure?.Invoke(builder);
        PortalSettings.Require(builder.Configuration);

        var application = builder.Build();
        application.UseTokenPortalWeb();
        application.MapTokenPortalWeb();
        return application;
    }
}

using Microsoft.AspNetCore.DataProtection;

namespace TokenPortal.Demo.Hosting;

/// <summary>What all web applications of the demo have in common.</summary>
internal static class DemoHost
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A bare application, for the demo's own parts.</summary>
    public static WebApplicationBuilder CreateBuilder(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(DemoHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        builder.Logging.AddSimpleConsole().AddFilter(null, LogLevel.Warning);
        // Nothing that these parts protect has to outlive them, and no key of theirs belongs in the user's home.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        Configure(builder, address);
        return builder;
    }

    /// <summary>Makes an application a part of the demo, at its address.</summary>
    public static void Configure(WebApplicationBuilder builder, Uri address)
    {
        builder.WebHost.UseUrls(address.AbsoluteUri);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddSingleton<IHostLifetime, PartLifetime>();
    }

    /// <summary>A signal is the whole demo's business: it stops its parts in their order.</summary>
    private sealed class PartLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

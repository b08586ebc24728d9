namespace TokenPortal.Demo.Hosting;

/// <summary>What all web applications of the demo have in common, and the settings of one of them.</summary>
internal sealed record HostSettings(IReadOnlyDictionary<string, string?> Overrides)
{
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A bare application, for the demo's own parts.</summary>
    public WebApplicationBuilder CreateBuilder(Uri address)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(HostSettings).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        Apply(builder, address, []);
        return builder;
    }

    /// <summary>Puts a shipped application at its address and gives it its settings.</summary>
    public void Apply(WebApplicationBuilder builder, Uri address, byte[] settings)
    {
        // The demo's own console block tells what there is to tell; a failure still shows.
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Warning",
        });
        if (settings.Length > 0) builder.Configuration.AddJsonStream(new MemoryStream(settings));
        builder.Configuration.AddInMemoryCollection(Overrides);
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

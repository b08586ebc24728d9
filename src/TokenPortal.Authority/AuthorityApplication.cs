using Microsoft.Extensions.Options;
using OpenIddict.Server;
using TokenPortal.Authority.Failures;

namespace TokenPortal.Authority;

/// <summary>The authorization server as one application, also for hosts that run it in process.</summary>
public static class AuthorityApplication
{
    private const int BadSettings = 2;

    private const int CannotStart = 3;

    /// <summary>
    /// Builds the whole server without starting it. <paramref name="configure"/> runs before its own services are
    /// added, so it can set the settings, the addresses, the logging and the <see cref="TimeProvider"/>.
    /// </summary>
    /// <exception cref="OptionsValidationException">The settings have faults, each with its key.</exception>
    /// <exception cref="AuthorityStartException">A setting cannot be read, or the keys cannot.</exception>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ApplicationName = typeof(AuthorityApplication).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        configure?.Invoke(builder);
        builder.AddAuthority();
        var app = builder.Build();
        Check(app.Services);
        app.UseAuthority();
        return app;
    }

    /// <summary>Runs the server until it is told to stop. What an operator can mend is said in a line.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            await using var app = Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (OptionsValidationException exception)
        {
            await Console.Error.WriteLineAsync("The authority cannot start. Settings to mend:");
            await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, exception.Failures));
            return BadSettings;
        }
        catch (AuthorityStartException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return CannotStart;
        }
        catch (IOException exception)
        {
            // Kestrel's message names the address that is in use.
            await Console.Error.WriteLineAsync($"The authority cannot start. {exception.Message}");
            return CannotStart;
        }
    }

    // Everything that can be known before the first connection is found out here, where hosts can tell it apart.
    private static void Check(IServiceProvider services)
    {
        try
        {
            _ = services.GetRequiredService<IOptions<AuthorityOptions>>().Value;
        }
        catch (InvalidOperationException exception) when (exception.InnerException is not null)
        {
            // The binder's message names the key and the type that its value does not fit.
            throw new AuthorityStartException(exception.Message, exception);
        }

        _ = services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;
    }
}

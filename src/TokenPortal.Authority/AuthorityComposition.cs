using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using TokenPortal.Authority.Consents;
using TokenPortal.Authority.Database;
using TokenPortal.Authority.Endpoints;
using TokenPortal.Authority.Failures;
using TokenPortal.Authority.Keys;
using TokenPortal.Authority.Pruning;
using TokenPortal.Authority.Seeding;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;
using TokenPortal.OpenIddict;

namespace TokenPortal.Authority;

/// <summary>The parts of the server, and the order in which a request meets them.</summary>
internal static class AuthorityComposition
{
    private static readonly CultureInfo[] ScopeLanguages =
        [CultureInfo.GetCultureInfo("en"), CultureInfo.GetCultureInfo("ru")];

    public static void AddAuthority(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IValidateOptions<AuthorityOptions>, AuthorityOptionsValidator>();
        services.AddOptions<AuthorityOptions>().BindConfiguration(AuthorityOptions.SectionName);

        services.AddDatabase(builder.Configuration);
        services.AddAuthorizationServer(builder.Configuration);
        services.AddHostedService<PruningService>();
        services.AddSignIn();
        services.AddPages();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        QuietenLogs(builder.Logging);
    }

    public static void UseAuthority(this WebApplication app)
    {
        var authority = app.Services.GetRequiredService<IOptions<AuthorityOptions>>().Value;
        if (authority.Issuer!.Scheme == Uri.UriSchemeHttps)
        {
            app.UseHsts();
        }

        app.UseSecurityHeaders();
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = Routes.Error,
            StatusCodeSelector = FailureHandler.StatusOf,
            // The handler has written the one line that is wanted.
            SuppressDiagnosticsCallback = static _ => true,
        });
        app.UseWhen(
            context => !Routes.IsProtocol(context.Request.Path),
            pages => pages.UseStatusCodePagesWithReExecute(Routes.Error));
        app.UseStaticFiles(new StaticFileOptions
        {
            RequestPath = "/assets",
            FileProvider = new EmbeddedFileProvider(
                typeof(AuthorityComposition).Assembly, "TokenPortal.Authority.Assets"),
        });
        app.UseRouting();
        app.UseRequestLocalization();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapRazorPages();
        app.MapGet("/", () => Results.Redirect(authority.PortalAddress!.AbsoluteUri));
        app.MapTokenEndpoint();
        app.MapUserInfoEndpoint();
        app.MapEndSessionEndpoint();
        if (app.Configuration.HasTokenPortal()) app.MapTokenPortal();
    }

    private static void AddDatabase(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddDbContext<AuthorityDbContext>(options => AuthorityDatabase.Configure(
            options, configuration.GetConnectionString(AuthorityOptions.ConnectionStringName) ?? ""));
        services.AddScoped<Seeder>();
        services.AddSingleton<SeedSource>();
        services.AddHostedService<AuthoritySetup>();
    }

    private static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Session.Scheme).AddCookie(options =>
        {
            options.Cookie.Name = Session.CookieName;
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
            options.SlidingExpiration = false;
            options.LoginPath = Routes.SignIn;
        });
        services.AddOptions<CookieAuthenticationOptions>(Session.Scheme).Configure<IOptions<AuthorityOptions>>(
            (cookies, authority) => cookies.Cookie.SecurePolicy = SecurePolicy(authority.Value));
        services.AddAuthorization();
        services.AddDataProtection().SetApplicationName("TokenPortal.Authority");
        services.AddOptions<KeyManagementOptions>().Configure<KeyFolder, ILoggerFactory>((keys, folder, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(folder.Sessions, loggers));
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>();
        services.AddSingleton<SignInThrottle>();
        services.AddScoped<Accounts>();
        services.AddScoped<SignedInPeople>();
        services.AddScoped<WaitingClients>();
        services.AddScoped<ConsentStore>();
        services.AddScoped<ConsentRequests>();
    }

    private static void AddPages(this IServiceCollection services)
    {
        services.AddRazorPages();
        services.AddExceptionHandler<FailureHandler>();
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "as.antiforgery";
            // Lax, since people arrive from another site: a strict cookie would stay behind and a second tab's
            // page would replace it under the first one's form.
            options.Cookie.SameSite = SameSiteMode.Lax;
        });
        services.AddOptions<AntiforgeryOptions>().Configure<IOptions<AuthorityOptions>>(
            (antiforgery, authority) => antiforgery.Cookie.SecurePolicy = SecurePolicy(authority.Value));
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.SupportedCultures = [ScopeLanguages[0]];
            options.SupportedUICultures = ScopeLanguages;
            options.DefaultRequestCulture = new RequestCulture(ScopeLanguages[0]);
            options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
        });
    }

    private static CookieSecurePolicy SecurePolicy(AuthorityOptions authority) =>
        authority.Issuer!.Scheme == Uri.UriSchemeHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;

    private static void QuietenLogs(ILoggingBuilder logging)
    {
        // What these report with a stack trace is reported once, in a line, by whoever handles it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.None);
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        // OpenIddict logs each request and answer at this level.
        logging.AddFilter("OpenIddict", LogLevel.Warning);
        // The keys' folder is closed to other accounts, which is the protection that this warning asks for.
        logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
    }
}

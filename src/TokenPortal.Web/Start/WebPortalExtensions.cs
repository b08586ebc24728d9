using System.Net;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using TokenPortal.Core;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Authentication.Circuits;
using TokenPortal.Web.Components;
using TokenPortal.Web.Endpoints;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Features.OneApp;
using TokenPortal.Web.Features.Sessions;
using TokenPortal.Web.Features.Support;
using TokenPortal.Web.Features.Takeover;
using TokenPortal.Web.Languages;
using TokenPortal.Web.Notices;

namespace TokenPortal.Web.Start;

/// <summary>The parts of the portal and the order in which a request meets them.</summary>
internal static class WebPortalExtensions
{
    public static IServiceCollection AddTokenPortalWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PortalOptions>()
            .BindConfiguration(PortalOptions.SectionName)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<PortalOptions>, PortalOptionsValidator>();
        services.AddOptions<CoreOptions>().Configure<IConfiguration>((core, settings) =>
        {
            if (IdentitySettings.ClientId(settings) is { } own) core.FirstPartyClientIds.Add(own);
        });

        services.AddPortalAuthentication(configuration);
        services.AddPortalDataProtection();
        services.AddAntiforgery(ConfigureAntiforgery);
        services.AddPageCompression();
        services.Configure<CookiePolicyOptions>(PrefixedCookies.Configure);
        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<PortalOptions>>(ConfigureForwardedHeaders);

        services.AddRazorComponents().AddSessionCircuits();
        services.AddMudServices();
        services.AddLanguages();
        services.AddConnectedApps();
        services.AddOneAppPage();
        services.AddNotices();
        services.AddHistoryPage();
        services.AddSessionsPage();
        services.AddTakeoverPage();
        return services;
    }

    public static void UseTokenPortalWeb(this WebApplication application)
    {
        var options = application.Services.GetRequiredService<IOptions<PortalOptions>>().Value;
        if (options.KnownProxies.Count > 0) application.UseForwardedHeaders();
        if (options.PathBase.Length > 0) application.UsePathBase(options.PathBase);

        application.UseSecurityHeaders(SecurityHeaders.Policy(application.Configuration));
        application.UsePageCompression();
        application.UsePrefixedCookies();
        application.UseLanguages();
        application.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/error",
            CreateScopeForErrors = true,
            StatusCodeSelector = exception => exception is GrantStoreException
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError,
        });
        application.UseStatusCodePagesWithReExecute("/status/{0}", createScopeForStatusCodePages: true);
        application.Use(ShowMessagesAsPages);

        application.UseRouting();
        application.UseOwnCircuitsOnly();
        application.UseAuthentication();
        application.UseSessionOutage();
        application.UseAuthorization();
        application.UseAntiforgery();
    }

    public static void MapTokenPortalWeb(this WebApplication application)
    {
        application.MapStaticAssets();
        application.MapHealth();
        application.MapSession();
        application.MapLanguages();
        application.MapSupport();
        application.MapHistoryExport();
        application.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = "'none'");
    }

    private static void AddPortalDataProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("TokenPortal");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<PortalOptions>, ILoggerFactory>(
            (keys, portal, loggers) =>
            {
                if (portal.Value.DataProtectionPath is not { Length: > 0 } path) return;
                keys.XmlRepository = new FileSystemXmlRepository(PrivateFolder(path), loggers);
            });
    }

    private static DirectoryInfo PrivateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(path);
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var folder = Directory.CreateDirectory(path, OwnerOnly);
        folder.UnixFileMode = OwnerOnly;
        return folder;
    }

    private static void ConfigureAntiforgery(AntiforgeryOptions options)
    {
        options.Cookie.Name = PrefixedCookies.AntiforgeryName;
        options.Cookie.Path = "/";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // The policy's own headers say the same, stricter.
        options.SuppressXFrameOptionsHeader = true;
    }

    private static void ConfigureForwardedHeaders(ForwardedHeadersOptions options, IOptions<PortalOptions> portal)
    {
        options.ForwardedHeaders = ForwardedHeaders.All;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in portal.Value.KnownProxies)
        {
            if (IPAddress.TryParse(proxy, out var address)) options.KnownProxies.Add(address);
            else options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(proxy));
        }
    }

    // A message stands in for the answer to a form as well, and pages are for GET only.
    private static Task ShowMessagesAsPages(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null
            || context.Features.Get<IExceptionHandlerFeature>() is not null)
            context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}

using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
using TokenPortal.Core;
using TokenPortal.OpenIddict.DeviceCredentials;
using TokenPortal.OpenIddict.GrantRemoval;
using TokenPortal.OpenIddict.Management;
using TokenPortal.OpenIddict.Outages;
using TokenPortal.OpenIddict.Requests;
using TokenPortal.OpenIddict.Server;

namespace TokenPortal.OpenIddict;

/// <summary>The two lines that an OpenIddict server adds.</summary>
public static class TokenPortalExtensions
{
    /// <summary>
    /// Makes the server end access as the portal does: whole-grant revocation (RFC 7009) on its revocation endpoints and
    /// on /oauth/revoke, form and JSON; refresh token families with device names; reuse detection that ends the grant
    /// (RFC 9700 section 4.14.2); single devices and permissions that the portal can end; when each app was last seen at work.
    /// Settings come from section TokenPortal, then from <paramref name="configure"/>; the
    /// connection string is ConnectionStrings:TokenPortal, for the portal's run-time role.
    /// </summary>
    public static OpenIddictServerBuilder UseTokenPortal(
        this OpenIddictServerBuilder builder, Action<TokenPortalServerOptions>? configure = null)
    {
        var services = builder.Services;
        services.AddOptions<TokenPortalServerOptions>()
            .BindConfiguration(TokenPortalServerOptions.SectionName)
            .Configure(options => configure?.Invoke(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddTokenPortalServer();
        services.AddCors();

        // First of all: what it changes has to be there when OpenIddict checks and sorts its handlers.
        services.Insert(0, ServiceDescriptor.Singleton<
            IPostConfigureOptions<OpenIddictServerOptions>, ServerConfiguration>());
        foreach (var descriptor in ServerConfiguration.Handlers) services.TryAdd(descriptor.ServiceDescriptor);
        services.TryAddSingleton<NotWhenRevoking>();
        services.TryAddSingleton<RateLimits>();

        services.TryAddSingleton<Deadline>();
        services.TryAddScoped<OpenIddictServerDispatcher>();
        services.Replace(ServiceDescriptor.Scoped<IOpenIddictServerDispatcher, DeadlineDispatcher>());
        services.TryAddScoped<BearerToken>();
        services.AddHostedService<StartUpCheck>();
        return builder;
    }

    /// <summary>
    /// Maps /api/v2/device-credentials and /api/v2/grants, in the shape that Auth0's Management API has.
    /// </summary>
    public static IEndpointRouteBuilder MapTokenPortal(this IEndpointRouteBuilder endpoints)
    {
        DeviceCredentialsEndpoint.Map(endpoints);
        GrantRemovalEndpoint.Map(endpoints);
        return endpoints;
    }
}

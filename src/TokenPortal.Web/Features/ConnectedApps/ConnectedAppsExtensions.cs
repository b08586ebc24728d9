using Microsoft.AspNetCore.Components;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

internal static class ConnectedAppsExtensions
{
    public static IServiceCollection AddConnectedApps(this IServiceCollection services)
    {
        services.AddSingleton<ConnectedAppsReader>();
        services.AddSingleton<AppRemoval>();
        services.AddSingleton<NewApps>();
        services.AddTransient<ConnectedAppsViewModel>();
        services.AddSingleton<PersistentComponentStateSerializer<ConnectedAppsSnapshot>, CompressedState<ConnectedAppsSnapshot>>();
        return services;
    }
}

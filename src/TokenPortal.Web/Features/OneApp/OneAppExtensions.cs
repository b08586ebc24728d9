using Microsoft.AspNetCore.Components;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.OneApp;

internal static class OneAppExtensions
{
    public static IServiceCollection AddOneAppPage(this IServiceCollection services)
    {
        services.AddSingleton<OneAppReader>();
        services.AddSingleton<AppNarrowing>();
        services.AddTransient<OneAppViewModel>();
        services.AddSingleton<PersistentComponentStateSerializer<OneAppSnapshot>, CompressedState<OneAppSnapshot>>();
        return services;
    }
}

namespace TokenPortal.Web.Features.OneApp;

internal static class OneAppExtensions
{
    public static IServiceCollection AddOneAppPage(this IServiceCollection services)
    {
        services.AddSingleton<OneAppReader>();
        services.AddSingleton<AppNarrowing>();
        services.AddTransient<OneAppViewModel>();
        return services;
    }
}

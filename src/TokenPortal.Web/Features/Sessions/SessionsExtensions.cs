namespace TokenPortal.Web.Features.Sessions;

internal static class SessionsExtensions
{
    public static IServiceCollection AddSessionsPage(this IServiceCollection services)
    {
        services.AddSingleton<SessionsReader>();
        services.AddSingleton<SessionEnding>();
        services.AddTransient<SessionsViewModel>();
        return services;
    }
}

namespace TokenPortal.Web.Features.History;

internal static class HistoryExtensions
{
    public static IServiceCollection AddHistoryPage(this IServiceCollection services)
    {
        services.AddSingleton<HistoryReader>();
        services.AddTransient<HistoryViewModel>();
        return services;
    }
}

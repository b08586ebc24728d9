using Microsoft.AspNetCore.Components;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.History;

internal static class HistoryExtensions
{
    public static IServiceCollection AddHistoryPage(this IServiceCollection services)
    {
        services.AddSingleton<HistoryReader>();
        services.AddTransient<HistoryViewModel>();
        services.AddSingleton<PersistentComponentStateSerializer<HistorySnapshot>, CompressedState<HistorySnapshot>>();
        return services;
    }
}

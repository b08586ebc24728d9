using MudBlazor;

namespace TokenPortal.Web.Languages;

internal static class LanguagesExtensions
{
    public static IServiceCollection AddLanguages(this IServiceCollection services)
    {
        services.AddScoped<PageCulture>();
        services.AddTransient<MudLocalizer, MudText>();
        return services;
    }
}

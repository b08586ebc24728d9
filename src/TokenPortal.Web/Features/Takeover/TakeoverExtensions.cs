namespace TokenPortal.Web.Features.Takeover;

internal static class TakeoverExtensions
{
    public static IServiceCollection AddTakeoverPage(this IServiceCollection services) =>
        services.AddSingleton<AccountRescue>();
}

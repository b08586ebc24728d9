using Microsoft.Extensions.Options;

namespace TokenPortal.Web.Notices;

internal static class NoticesExtensions
{
    /// <summary>Sends notices by e-mail, when a mail server is set.</summary>
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>()
            .BindConfiguration(MailOptions.SectionName)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<MailOptions>, MailOptionsValidator>();
        services.AddSingleton<NoticeWriter>();
        services.AddSingleton<NoticeComposer>();
        services.AddSingleton<MailerFactory>();
        services.AddSingleton<NoticeDispatch>();
        services.AddHostedService<NoticeSender>();
        return services;
    }
}

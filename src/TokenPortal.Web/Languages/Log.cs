using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Languages;

internal static partial class Log
{
    [LoggerMessage(2601, LogLevel.Warning, "A chosen language could not be noted for mails: {Failure}")]
    public static partial void LanguageNotNoted(ILogger logger, GrantStoreFailure failure);
}

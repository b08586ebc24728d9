using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.Support;

internal static partial class Log
{
    [LoggerMessage(2501, LogLevel.Warning, "A support session could not be started: {Failure}")]
    public static partial void StartFailed(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2502, LogLevel.Warning, "Support access could not be read: {Failure}")]
    public static partial void ReadFailed(ILogger logger, GrantStoreFailure failure);
}

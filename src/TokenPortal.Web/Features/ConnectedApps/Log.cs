using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.ConnectedApps;

internal static partial class Log
{
    [LoggerMessage(2101, LogLevel.Warning, "A list of connected apps could not be read: {Failure}")]
    public static partial void ListFailed(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2102, LogLevel.Warning, "A removal of access failed: {Failure}")]
    public static partial void RemovalFailed(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2103, LogLevel.Warning, "Which apps are known could not be noted: {Failure}")]
    public static partial void DismissalFailed(ILogger logger, GrantStoreFailure failure);
}

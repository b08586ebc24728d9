using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.Sessions;

internal static partial class Log
{
    [LoggerMessage(2301, LogLevel.Warning, "A list of sign-ins could not be read: {Failure}")]
    public static partial void ListFailed(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2302, LogLevel.Warning, "Ending a sign-in failed: {Failure}")]
    public static partial void EndingFailed(ILogger logger, GrantStoreFailure failure);
}

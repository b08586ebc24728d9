using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.OneApp;

internal static partial class Log
{
    [LoggerMessage(2501, LogLevel.Warning, "The page of an app could not be read: {Failure}")]
    public static partial void ReadFailed(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2502, LogLevel.Warning, "Taking a permission or a device from an app failed: {Failure}")]
    public static partial void NarrowingFailed(ILogger logger, GrantStoreFailure failure);
}

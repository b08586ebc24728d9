using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.History;

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Warning, "A history could not be read: {Failure}")]
    public static partial void ReadFailed(ILogger logger, GrantStoreFailure failure);

    [LoggerMessage(2202, LogLevel.Warning, "A history could not be exported: {Failure}")]
    public static partial void ExportFailed(ILogger logger, GrantStoreFailure failure);
}

using Microsoft.Extensions.Logging;

namespace TokenPortal.Core.Servers;

internal static partial class Log
{
    [LoggerMessage(1301, LogLevel.Warning, "The portal was not told that this server runs UseTokenPortal: {Reason}")]
    public static partial void NotAnnounced(ILogger logger, string reason);

    [LoggerMessage(1302, LogLevel.Warning, "Uses of tokens cannot be recorded, trying again: {Reason}")]
    public static partial void UsesWait(ILogger logger, string reason);

    [LoggerMessage(1303, LogLevel.Warning, "{Count} uses were not recorded: {Reason}")]
    public static partial void UsesDropped(ILogger logger, int count, string reason);
}

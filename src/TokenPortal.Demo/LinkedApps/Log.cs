namespace TokenPortal.Demo.LinkedApps;

internal static partial class Log
{
    [LoggerMessage(4001, LogLevel.Information, "{App} was linked by {Subject}")]
    public static partial void Connected(ILogger logger, string app, string subject);

    [LoggerMessage(4002, LogLevel.Information, "{App} could not refresh for {Subject}: {Status} {Error}")]
    public static partial void RefreshRefused(ILogger logger, string app, string subject, int status, string? error);
}

namespace TokenPortal.Web.Notices;

internal static partial class Log
{
    [LoggerMessage(2401, LogLevel.Information,
        "Mail is off, because {Key} is not set: notices wait for {Wait} and are skipped then.")]
    public static partial void MailIsOff(ILogger logger, string key, TimeSpan wait);

    [LoggerMessage(2402, LogLevel.Information, "Mail is off: skipped {Count} notices that nobody will be sent.")]
    public static partial void SkippedOld(ILogger logger, int count);

    [LoggerMessage(2403, LogLevel.Warning, "The notices to be sent could not be read or marked: {Reason}")]
    public static partial void OutboxFailed(ILogger logger, string reason);
}

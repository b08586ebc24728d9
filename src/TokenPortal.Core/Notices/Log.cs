using Microsoft.Extensions.Logging;

namespace TokenPortal.Core.Notices;

/// <summary>Ids and reasons: never an address, a name or the text of a mail.</summary>
internal static partial class Log
{
    [LoggerMessage(1601, LogLevel.Information, "Notice {NoticeId} ({Kind}) was sent at try {Attempt}")]
    public static partial void Sent(ILogger logger, Guid noticeId, NoticeKind kind, int attempt);

    [LoggerMessage(1602, LogLevel.Information,
        "Notice {NoticeId} ({Kind}) could not be sent at try {Attempt}, next in {Wait}: {Reason}")]
    public static partial void Failed(
        ILogger logger, Guid noticeId, NoticeKind kind, int attempt, TimeSpan wait, string reason);

    [LoggerMessage(1603, LogLevel.Warning,
        "Notice {NoticeId} ({Kind}) is a dead letter after try {Attempt}: {Reason} Look with: notices list --dead")]
    public static partial void Dead(ILogger logger, Guid noticeId, NoticeKind kind, int attempt, string reason);

    [LoggerMessage(1604, LogLevel.Debug, "Notice {NoticeId} ({Kind}) is not to be sent: {Reason}")]
    public static partial void Skipped(ILogger logger, Guid noticeId, NoticeKind kind, string reason);
}

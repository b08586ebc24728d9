namespace TokenPortal.Core.Notices;

/// <summary>When a notice that could not be sent is tried again, and when it is given up.</summary>
public static class NoticeRetry
{
    // About four days in all: a mail server that is broken on a Friday evening is back before the last try.
    private static readonly TimeSpan[] Waits =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1),
        TimeSpan.FromHours(4), TimeSpan.FromHours(12), TimeSpan.FromHours(24), TimeSpan.FromHours(24),
        TimeSpan.FromHours(24),
    ];

    /// <summary>Without a mail server a notice waits for so long, and is not sent after that.</summary>
    public static TimeSpan WithoutMail { get; } = TimeSpan.FromDays(1);

    /// <summary>For how long one sender has a notice to itself: longer than sending a whole batch can take.</summary>
    public static TimeSpan Lease { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How many times a notice is tried before it is a dead letter.</summary>
    public static int MostAttempts => Waits.Length + 1;

    /// <summary>How long to wait after a failed try, or null when it was the last.</summary>
    /// <param name="attempt">Which try failed, from 1 on.</param>
    public static TimeSpan? After(int attempt) => attempt <= Waits.Length ? Waits[attempt - 1] : null;
}

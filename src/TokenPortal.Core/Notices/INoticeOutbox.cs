namespace TokenPortal.Core.Notices;

/// <summary>
/// The notices that wait to be sent. Several senders can share it: each takes a few, and nobody else gets those until the
/// time they were claimed for is over. Every method throws <see cref="Grants.GrantStoreException"/> when the database
/// cannot be asked.
/// </summary>
public interface INoticeOutbox
{
    /// <summary>
    /// Takes notices that are due. Those that nobody is to be told of are marked here, and are not among them.
    /// </summary>
    Task<IReadOnlyList<Notice>> ClaimAsync(CancellationToken cancellationToken);

    /// <summary>Notes that the mail server has taken the notice.</summary>
    Task MarkSentAsync(Notice notice, CancellationToken cancellationToken);

    /// <summary>Notes a try that failed. Gives when the next one is due, or null when it was the last.</summary>
    /// <param name="error">A short reason without secrets, for the operator.</param>
    Task<DateTimeOffset?> MarkFailedAsync(Notice notice, string error, CancellationToken cancellationToken);

    /// <summary>Notes that trying again is of no use: a dead letter.</summary>
    Task MarkDeadAsync(Notice notice, string error, CancellationToken cancellationToken);

    /// <summary>
    /// Gives up notices that have waited for <see cref="NoticeRetry.WithoutMail"/>, where no mail server is set. Gives how
    /// many.
    /// </summary>
    Task<int> SkipOldAsync(CancellationToken cancellationToken);
}

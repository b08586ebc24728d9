using TokenPortal.Core.Notices;

namespace TokenPortal.Web.Notices;

/// <summary>Sends what is due. A notice is marked after the mail server has taken it, so that none is lost.</summary>
internal sealed class NoticeDispatch(INoticeOutbox outbox, NoticeComposer composer, MailerFactory mailers)
{
    /// <summary>Gives how many were sent.</summary>
    /// <exception cref="Core.Grants.GrantStoreException">The outbox cannot be asked.</exception>
    public async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var sent = 0;
        while (await outbox.ClaimAsync(cancellationToken) is { Count: > 0 } notices)
            sent += await SendAsync(notices, cancellationToken);
        return sent;
    }

    private async Task<int> SendAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        var sent = 0;
        SendOutcome? away = null;
        await using var mailer = mailers.Create();
        foreach (var notice in notices)
        {
            // When the server is away, it is away for all of them.
            var outcome = away ?? await SendAsync(mailer, notice, cancellationToken);
            if (outcome is SendOutcome.Sent) sent++;
            if (outcome is SendOutcome.ServerAway) away = outcome;
            await MarkAsync(notice, outcome);
        }

        return sent;
    }

    private async Task<SendOutcome> SendAsync(Mailer mailer, Notice notice, CancellationToken cancellationToken) =>
        composer.Compose(notice) is { } message
            ? await mailer.SendAsync(message, cancellationToken)
            : new SendOutcome.Refused("The person's address is none.");

    // Being told to stop counts no more: what was sent must be marked, or it would be sent again.
    private Task MarkAsync(Notice notice, SendOutcome outcome) => outcome switch
    {
        SendOutcome.Sent => outbox.MarkSentAsync(notice, CancellationToken.None),
        SendOutcome.Refused refused => outbox.MarkDeadAsync(notice, refused.Reason, CancellationToken.None),
        SendOutcome.Failed failed => outbox.MarkFailedAsync(notice, failed.Reason, CancellationToken.None),
        SendOutcome.ServerAway away => outbox.MarkFailedAsync(notice, away.Reason, CancellationToken.None),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };
}

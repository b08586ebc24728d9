using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Notices;

namespace TokenPortal.Web.Notices;

/// <summary>Looks after the outbox for as long as the portal runs.</summary>
internal sealed class NoticeSender(
    NoticeDispatch dispatch, INoticeOutbox outbox, IOptions<MailOptions> options, TimeProvider time,
    ILogger<NoticeSender> logger) : BackgroundService
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooksWithoutMail = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isOn = options.Value.Enabled;
        if (!isOn) Log.MailIsOff(logger, $"{MailOptions.SectionName}:{nameof(MailOptions.Host)}", NoticeRetry.WithoutMail);
        using var timer = new PeriodicTimer(isOn ? BetweenLooks : BetweenLooksWithoutMail, time);
        try
        {
            do await LookAsync(isOn, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped in between.
        }
    }

    private async Task LookAsync(bool isOn, CancellationToken cancellationToken)
    {
        try
        {
            if (isOn) await dispatch.SendDueAsync(cancellationToken);
            else if (await outbox.SkipOldAsync(cancellationToken) is > 0 and var count) Log.SkippedOld(logger, count);
        }
        catch (GrantStoreException exception)
        {
            Log.OutboxFailed(logger, exception.InnerException!.Message);
        }
    }
}

using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Notices;

internal sealed class NoticeOutbox(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, TimeProvider time,
    IOptions<CoreOptions> options, ILogger<NoticeOutbox> logger) : INoticeOutbox
{
    private const int Batch = 10;
    private const int LongestError = 300;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<IReadOnlyList<Notice>> ClaimAsync(CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + NoticeRetry.Lease;
        var claim = new CommandDefinition(
            NoticeSql.Claim, new { now = Now, until = until.UtcDateTime, most = Batch },
            cancellationToken: cancellationToken);
        var rows = await AskAsync(connection => connection.QueryAsync<NoticeRow>(claim), cancellationToken);
        List<Notice> notices = [];
        foreach (var row in rows)
        {
            var notice = row.ToNotice(until);
            if (WhyNotToSend(row) is { } reason) await SkipAsync(notice, reason, cancellationToken);
            else if (notice.Attempt > NoticeRetry.MostAttempts)
                await MarkDeadAsync(notice, "Every try ended without an answer.", cancellationToken);
            else notices.Add(notice);
        }

        return notices;
    }

    public async Task MarkSentAsync(Notice notice, CancellationToken cancellationToken)
    {
        await MarkAsync(NoticeSql.MarkSent, notice, error: null, next: null, cancellationToken);
        Log.Sent(logger, notice.Id, notice.Kind, notice.Attempt);
    }

    public async Task<DateTimeOffset?> MarkFailedAsync(
        Notice notice, string error, CancellationToken cancellationToken)
    {
        if (NoticeRetry.After(notice.Attempt) is not { } wait)
        {
            await MarkDeadAsync(notice, error, cancellationToken);
            return null;
        }

        var next = time.GetUtcNow() + wait;
        await MarkAsync(NoticeSql.MarkFailed, notice, error, next, cancellationToken);
        Log.Failed(logger, notice.Id, notice.Kind, notice.Attempt, wait, error);
        return next;
    }

    public async Task MarkDeadAsync(Notice notice, string error, CancellationToken cancellationToken)
    {
        await MarkAsync(NoticeSql.MarkDead, notice, error, next: null, cancellationToken);
        Log.Dead(logger, notice.Id, notice.Kind, notice.Attempt, error);
    }

    public Task<int> SkipOldAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - NoticeRetry.WithoutMail).UtcDateTime;
        return ExecuteAsync(NoticeSql.SkipOld, new { now = Now, before, error = "Mail was off." }, cancellationToken);
    }

    private string? WhyNotToSend(NoticeRow row) => row switch
    {
        { Email: null or "" } => "The person has no e-mail address here.",
        { Kind: "app_connected" } when row.ClientIds.Cast<string>().Any(options.Value.FirstPartyClientIds.Contains) =>
            "An app of the operator's own.",
        _ => null,
    };

    private async Task SkipAsync(Notice notice, string reason, CancellationToken cancellationToken)
    {
        await MarkAsync(NoticeSql.MarkSkipped, notice, reason, next: null, cancellationToken);
        Log.Skipped(logger, notice.Id, notice.Kind, reason);
    }

    private async Task MarkAsync(
        string sql, Notice notice, string? error, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            id = notice.Id,
            attempt = notice.Attempt,
            now = Now,
            next = next?.UtcDateTime,
            error = error is { Length: > LongestError } ? error[..LongestError] : error,
        };
        await ExecuteAsync(sql, parameters, cancellationToken);
    }

    private Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        var command = new CommandDefinition(sql, parameters, cancellationToken: cancellationToken);
        return AskAsync(connection => connection.ExecuteAsync(command), cancellationToken);
    }

    private async Task<T> AskAsync<T>(Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await ask(connection);
        }
        catch (NpgsqlException exception)
        {
            throw new GrantStoreException(GrantStoreFailure.OutcomeUnknown, exception);
        }
    }
}

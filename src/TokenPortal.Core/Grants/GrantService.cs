using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace TokenPortal.Core.Grants;

internal sealed class GrantService(
    GrantStore store, TimeProvider time, IOptions<CoreOptions> options, ILogger<GrantService> logger) : IGrantService
{
    private const int MostTries = 3;

    /// <summary>For how long an app that the server deleted is still told of.</summary>
    private static readonly TimeSpan RemovedAppsShownFor = TimeSpan.FromDays(90);

    private string[] FirstPartyClientIds => [.. options.Value.FirstPartyClientIds];

    public async Task<IReadOnlyList<ConnectedApp>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var rows = await store.ReadAsync<GrantRow>(
            GrantSql.List, new { subject, now, removedSince = now - RemovedAppsShownFor }, cancellationToken);
        var apps = ConnectedAppList.From(rows, FirstPartyClientIds);
        Log.Listed(logger, apps.Count);
        return apps;
    }

    public async Task<ConnectedApp?> FindAsync(string subject, AppKey key, CancellationToken cancellationToken) =>
        (await ListAsync(subject, cancellationToken)).FirstOrDefault(app => app.Key == key);

    public async Task<RevokeResult> RevokeAsync(
        string subject, AppKey key, Actor actor, CancellationToken cancellationToken)
    {
        var (receipts, target) = await RevokeAsync(new Target(subject, key), actor, cancellationToken);
        return receipts switch
        {
            [var receipt, ..] => new RevokeResult.Revoked(receipt),
            [] when target.FirstParty => new RevokeResult.FirstParty(),
            [] when target.Known => new RevokeResult.NothingToRevoke(),
            [] => new RevokeResult.NotFound(),
        };
    }

    public async IAsyncEnumerable<(AppKey Key, RevokeResult Result)> RevokeSeveralAsync(
        string subject, IReadOnlyCollection<AppKey> keys, Actor actor,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            yield return (key, await RevokeAsync(subject, key, actor, cancellationToken));
    }

    public async Task<IReadOnlyList<RevokeReceipt>> RevokeAllAsync(
        string subject, Actor actor, CancellationToken cancellationToken) =>
        (await RevokeAsync(new Target(subject, Key: null), actor, cancellationToken)).Receipts;

    /// <summary>
    /// Tries again where that is safe: after a deadlock or serialization failure nothing was changed, and after an
    /// answer that never came the operation's history rows tell whether it was committed.
    /// </summary>
    private async Task<(List<RevokeReceipt> Receipts, TargetRow Target)> RevokeAsync(
        Target target, Actor actor, CancellationToken cancellationToken)
    {
        var operationId = Guid.NewGuid();
        GrantStoreException? unconfirmed = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (rows, known) = await store.RevokeAsync(Parameters(target, actor, operationId), cancellationToken);
                // The unanswered try may have ended everything while this one waited for its lock.
                if (rows.Count == 0 && unconfirmed is not null)
                    rows = await store.ReadAsync<ReceiptRow>(
                        GrantSql.ReceiptsOfOperation, new { target.Subject, operationId }, cancellationToken);
                return (await FinishAsync(target.Subject, operationId, rows, known), known);
            }
            catch (GrantStoreException exception) when (IsRetryable(exception) && attempt < MostTries)
            {
                // Nothing was changed: a deadlock or a serialization failure.
            }
            catch (GrantStoreException exception)
                when (exception.Failure == GrantStoreFailure.OutcomeUnknown && unconfirmed is null)
            {
                Log.Unconfirmed(logger, operationId, exception);
                unconfirmed = exception;
            }
            catch (GrantStoreException) when (unconfirmed is not null)
            {
                throw unconfirmed;
            }
        }
    }

    private async Task<List<RevokeReceipt>> FinishAsync(
        string subject, Guid operationId, List<ReceiptRow> rows, TargetRow target)
    {
        foreach (var row in rows)
            Log.Revoked(logger, operationId, row.Grants, row.RefreshTokens, row.AccessTokens, row.ApplicationId);
        if (!target.Known) Log.NotFound(logger, operationId);
        if (rows.Count > 0) await store.NotifyAsync(GrantChangeListener.PayloadFor(subject));
        return [.. rows.Select(row => row.ToReceipt())];
    }

    private object Parameters(Target target, Actor actor, Guid operationId) => new
    {
        subject = target.Subject,
        everything = target.Key is null,
        applicationId = target.Key is { Kind: AppKeyKind.Application } application ? application.Id : null,
        authorizationId = target.Key is { Kind: AppKeyKind.Authorization } authorization ? authorization.Id : null,
        unattached = target.Key is { Kind: AppKeyKind.UnattachedTokens },
        firstPartyClientIds = FirstPartyClientIds,
        now = time.GetUtcNow().UtcDateTime,
        operationId,
        actor = actor.Id,
        reason = actor.Reason.ToHistory(),
    };

    private static bool IsRetryable(GrantStoreException exception) =>
        exception.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        };

    /// <param name="Key">Null for everything but first-party apps.</param>
    private sealed record Target(string Subject, AppKey? Key);
}

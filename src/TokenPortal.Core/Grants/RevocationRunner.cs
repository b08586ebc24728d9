using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Runs a batch that ends access, and tries again where that is safe: after a deadlock or serialization failure nothing
/// was changed, and after an answer that never came the operation's history rows tell whether it was committed.
/// </summary>
internal sealed class RevocationRunner(GrantStore store, ILogger<RevocationRunner> logger)
{
    private const int MostTries = 3;

    /// <param name="sql">Locks, then changes and returns <see cref="ReceiptRow"/>s, then a <see cref="TargetRow"/>.</param>
    /// <param name="parameters">All but @operationId and what <paramref name="actor"/> gives.</param>
    /// <exception cref="GrantStoreException">With what is known of the outcome.</exception>
    public async Task<(List<RevokeReceipt> Receipts, TargetRow Target)> RunAsync(
        string sql, object parameters, Actor actor, CancellationToken cancellationToken)
    {
        var operationId = Guid.NewGuid();
        var all = new DynamicParameters(parameters);
        all.AddDynamicParams(ActorParameters.From(actor));
        all.Add(nameof(operationId), operationId);
        GrantStoreException? unconfirmed = null;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var (rows, target) = await store.RevokeAsync(sql, all, cancellationToken);
                // The unanswered try may have ended everything while this one waited for its lock.
                if (rows.Count == 0 && unconfirmed is not null)
                    rows = await store.ReadAsync<ReceiptRow>(
                        GrantSql.ReceiptsOfOperation, new { operationId }, cancellationToken);
                return (await FinishAsync(operationId, rows, target), target);
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
        Guid operationId, List<ReceiptRow> rows, TargetRow target)
    {
        foreach (var row in rows)
            Log.Revoked(logger, operationId, row.Grants, row.RefreshTokens, row.AccessTokens, row.ApplicationId);
        if (!target.Known) Log.NotFound(logger, operationId);
        foreach (var subject in rows.Select(row => row.Subject).Distinct())
            await store.NotifyAsync(GrantChangeListener.PayloadFor(subject));
        return [.. rows.Select(row => row.ToReceipt())];
    }

    private static bool IsRetryable(GrantStoreException exception) =>
        exception.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        };
}

using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Runs a batch that ends access, and tries again where that is safe: after a deadlock or serialization failure nothing
/// was changed, and after an answer that never came the operation's history rows tell whether it was committed.
/// </summary>
internal sealed class RevocationRunner(
    GrantStore store, TimeProvider time, IOptions<SupportOptions> support, ILogger<RevocationRunner> logger)
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
        all.AddDynamicParams(AccessParameters.From(actor, support.Value, time.GetUtcNow()));
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
                return (Finish(operationId, rows, target), target);
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

    private List<RevokeReceipt> Finish(
        Guid operationId, List<ReceiptRow> rows, TargetRow target)
    {
        foreach (var row in rows)
            Log.Revoked(logger, operationId, row.Grants, row.RefreshTokens, row.AccessTokens, row.ApplicationId);
        if (!target.Known) Log.NotFound(logger, operationId);
        // Whoever asked has the answer already: they do not wait for the hint.
        foreach (var subject in rows.Select(row => row.Subject).Distinct())
            _ = store.NotifyAsync(GrantChangeListener.PayloadFor(subject));
        return [.. rows.Select(row => row.ToReceipt())];
    }

    private static bool IsRetryable(GrantStoreException exception) =>
        exception.InnerException is PostgresException
        {
            SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
        };
}

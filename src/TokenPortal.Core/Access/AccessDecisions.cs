using Microsoft.Extensions.Options;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.Core.Access;

internal sealed class AccessDecisions(
    GrantStore store, HistoryWriter history, TimeProvider time, IOptions<SupportOptions> options) : IAccess
{
    public async Task<Decision> DecideAsync(Caller caller, Operation operation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await store.ReadAsync<AccessRow>(
            AccessSql.Facts, new { sessionId = caller.SessionId, now = now.UtcDateTime }, cancellationToken);
        var row = rows.SingleOrDefault();
        var decision = AccessRules.Decide(row, caller, operation, options.Value, now);
        // No page offers these to support: whoever asks all the same went around it, which the account's owner should know.
        if (decision is Decision.Refused { Reason: Refusal.ReadOnly } && operation is not Operation.ViewSessions)
        {
            await history.WriteAsync(
                new HistoryEvent(caller.Account, HistoryKind.AccessRefused, AccessRules.SupportActor(row!, caller)),
                cancellationToken);
        }

        return decision;
    }
}

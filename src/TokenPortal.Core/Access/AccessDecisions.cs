using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.Core.Access;

internal sealed class AccessDecisions(GrantStore store, TimeProvider time, IOptions<SupportOptions> options) : IAccess
{
    public async Task<Decision> DecideAsync(Caller caller, Operation operation, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var rows = await store.ReadAsync<AccessRow>(
            AccessSql.Facts, new { sessionId = caller.SessionId, now = now.UtcDateTime }, cancellationToken);
        return AccessRules.Decide(rows.SingleOrDefault(), caller, operation, options.Value, now);
    }
}

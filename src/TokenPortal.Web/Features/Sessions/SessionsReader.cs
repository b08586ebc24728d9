using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>Reads the list. An outage is an answer as well: the page shows it.</summary>
public sealed class SessionsReader(
    ISessions sessions, IGrantChanges changes, TimeProvider time, ILogger<SessionsReader> logger)
{
    public async Task<SessionsSnapshot> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        // Before the list: what changes while it is read makes the stamp differ.
        var stamp = changes.StampFor(caller.Account);
        var now = time.GetUtcNow();
        try
        {
            var list = await sessions.ListAsync(caller.Account, cancellationToken);
            return new SessionsSnapshot(
                [
                    .. list.Select(session => SessionModel.From(session, caller.SessionId))
                        .OrderByDescending(session => session.IsThis),
                ],
                stamp, now, Failed: false);
        }
        catch (GrantStoreException exception)
        {
            Log.ListFailed(logger, exception.Failure);
            return new SessionsSnapshot([], stamp, now, Failed: true);
        }
    }
}

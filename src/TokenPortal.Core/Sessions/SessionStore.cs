using Dapper;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Sessions;

internal sealed class SessionStore(GrantStore store, TimeProvider time) : ISessions
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<Guid> StoreAsync(NewSession session, CancellationToken cancellationToken)
    {
        var (id, now) = (Guid.NewGuid(), Now);
        await store.ExecuteAsync(SessionSql.Store, new
        {
            id,
            session.KeyHash,
            session.Subject,
            session.Ticket,
            now,
            authenticatedAt = session.AuthenticatedAt?.UtcDateTime,
            idleEndsAt = now + SessionLimits.Idle,
            endsAt = session.EndsAt?.UtcDateTime ?? now + SessionLimits.Absolute,
            session.Origin.AddressPrefix,
            session.Origin.Browser,
            session.SupportSession,
        }, cancellationToken);
        // Pages that list sign-ins show the new one.
        await TellAsync(session.Subject);
        return id;
    }

    public async Task<StoredSession?> FindAsync(byte[] keyHash, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync<SessionRow>(SessionSql.Find, new { keyHash, now = Now }, cancellationToken);
        return rows.SingleOrDefault()?.ToSession();
    }

    public async Task<SessionStanding> CheckAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync<SessionStandingRow>(
            SessionSql.Check, new { id = sessionId, now = Now }, cancellationToken);
        return rows.SingleOrDefault()?.ToStanding() ?? new SessionStanding.Ended(null);
    }

    public Task RenewAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        var now = Now;
        return store.ExecuteAsync(SessionSql.Renew, new
        {
            id = sessionId,
            now,
            idleEndsAt = now + SessionLimits.Idle,
            seenBefore = now - SessionLimits.RenewAfter,
        }, cancellationToken);
    }

    public async Task<bool> EndAsync(
        string subject, Guid sessionId, SessionEnd reason, CancellationToken cancellationToken)
    {
        var parameters = new { subject, id = sessionId, reason = SessionEnds.ToText(reason), now = Now };
        if (await store.ExecuteAsync(SessionSql.End, parameters, cancellationToken) == 0) return false;
        if (reason is not SessionEnd.Replaced) await TellAsync(subject);
        return true;
    }

    public async Task<bool> EndAsync(
        string subject, Guid sessionId, Actor actor, CancellationToken cancellationToken) =>
        await EndFromElsewhereAsync(subject, sessionId, everyOther: false, actor, cancellationToken) > 0;

    public Task<int> EndOthersAsync(
        string subject, Guid keptSessionId, Actor actor, CancellationToken cancellationToken) =>
        EndFromElsewhereAsync(subject, keptSessionId, everyOther: true, actor, cancellationToken);

    public async Task<IReadOnlyList<SessionSummary>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync<SessionSummaryRow>(
            SessionSql.List, new { subject, now = Now }, cancellationToken);
        return [.. rows.Select(row => row.ToSummary())];
    }

    public Task TellAsync(string subject) => store.NotifyAsync(GrantChangeListener.PayloadFor(subject));

    private async Task<int> EndFromElsewhereAsync(
        string subject, Guid sessionId, bool everyOther, Actor actor, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(ActorParameters.From(actor));
        parameters.AddDynamicParams(new
        {
            subject,
            id = sessionId,
            everyOther,
            endReason = SessionEnds.ToText(SessionEnd.User),
            operationId = Guid.NewGuid(),
            now = Now,
        });
        var ended = await store.ExecuteAsync(SessionSql.EndFromElsewhere, parameters, cancellationToken);
        if (ended > 0) await TellAsync(subject);
        return ended;
    }
}

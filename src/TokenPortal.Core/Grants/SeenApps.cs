using TokenPortal.Core.Access;

namespace TokenPortal.Core.Grants;

/// <summary>Which apps are no news to their person.</summary>
internal sealed class SeenApps(GrantStore store, TimeProvider time)
{
    private const string One = $"""
        insert into portal.seen_apps (subject, app_id, seen_at)
        select @subject, coalesce(a."ApplicationId", a."Id"), @now
        from "OpenIddictAuthorizations" a
        where a."Subject" = @subject and a."Status" = 'valid'
            and (a."ApplicationId" = @applicationId or (a."ApplicationId" is null and a."Id" = @authorizationId))
            and {AccessSql.OwnerMayChange}
        limit 1
        on conflict (subject, app_id) do update
        set seen_at = greatest(seen_apps.seen_at, excluded.seen_at)
        """;

    // What was connected later than the page that is looked at is news still.
    private const string All = $"""
        with people as (
            update portal.people p
            set apps_seen_at = greatest(p.apps_seen_at, p.first_signed_in_at, least(@connectedUntil, @now))
            where p.subject = @subject and {AccessSql.OwnerMayChange}
        )
        delete from portal.seen_apps s
        where s.subject = @subject and s.seen_at <= least(@connectedUntil, @now) and {AccessSql.OwnerMayChange}
        """;

    /// <returns>False when the key names none of the subject's own.</returns>
    public async Task<bool> DismissAsync(string subject, AppKey key, Actor actor, CancellationToken cancellationToken)
    {
        var app = AppParameters.For(subject, key, time.GetUtcNow());
        return await store.ExecuteAsync(
            One,
            new { subject, app.ApplicationId, app.AuthorizationId, actor.SessionId, app.Now },
            cancellationToken) > 0;
    }

    public Task DismissAllAsync(
        string subject, DateTimeOffset connectedUntil, Actor actor, CancellationToken cancellationToken) =>
        store.ExecuteAsync(
            All,
            new
            {
                subject,
                connectedUntil = connectedUntil.UtcDateTime,
                actor.SessionId,
                now = time.GetUtcNow().UtcDateTime,
            },
            cancellationToken);
}

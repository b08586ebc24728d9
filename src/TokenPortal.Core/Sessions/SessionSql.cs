using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Sessions;

internal static class SessionSql
{
    /// <summary>How many rows one pruning statement deletes at most.</summary>
    public const int ForgottenAtOnce = 1000;

    private const string Live = "s.ended_at is null and s.idle_ends_at > @now and s.ends_at > @now";

    public const string Store = """
        insert into portal.sessions (
            id, key_hash, subject, ticket, signed_in_at, authenticated_at, last_seen_at, idle_ends_at, ends_at,
            address_prefix, browser, support_session)
        values (
            @id, @keyHash, @subject, @ticket, @now, @authenticatedAt, @now, @idleEndsAt, @endsAt,
            @addressPrefix, @browser, @supportSession)
        """;

    public const string Find = $"""
        select s.id as "Id", s.subject as "Subject", s.ticket as "Ticket", s.authenticated_at as "AuthenticatedAt",
            s.last_seen_at as "LastSeenAt", s.ends_at as "EndsAt", s.support_session as "SupportSession",
            to_json(p.roles)::text as "Roles"
        from portal.sessions s
        join portal.people p on p.subject = s.subject
        where s.key_hash = @keyHash and {Live} and p.suspended_at is null
        """;

    public const string Check = $"""
        select {Live} as "Live", s.end_reason as "EndReason", p.suspended_at is not null as "Suspended",
            to_json(p.roles)::text as "Roles", least(s.idle_ends_at, s.ends_at) as "EndsAt"
        from portal.sessions s
        join portal.people p on p.subject = s.subject
        where s.id = @id
        """;

    public const string Renew = $"""
        update portal.sessions s
        set last_seen_at = @now, idle_ends_at = @idleEndsAt
        where s.id = @id and {Live} and s.last_seen_at <= @seenBefore
        """;

    public const string End = """
        update portal.sessions s
        set ended_at = @now, end_reason = @reason
        where s.id = @id and s.subject = @subject and s.ended_at is null
        """;

    /// <summary>Ends the session @id, or with @everyOther all but that one. The note says which browser it was.</summary>
    public const string EndFromElsewhere = $"""
        with ended as (
            update portal.sessions s
            set ended_at = @now, end_reason = @endReason
            where s.subject = @subject and (s.id = @id) <> @everyOther and {Live}
            returning s.browser
        )
        insert into portal.history (
            {HistorySql.ActorColumns}, operation_id, at, subject, kind, grants, refresh_tokens, access_tokens)
        select
            @actor, @reason, @addressPrefix, @browser, @supportSession, @supportReason, @ticket, e.browser,
            @operationId, @now, @subject, 'session_ended', 0, 0, 0
        from ended e
        """;

    public const string List = $"""
        select s.id as "Id", s.signed_in_at as "SignedInAt", s.last_seen_at as "LastSeenAt",
            least(s.idle_ends_at, s.ends_at) as "EndsAt", s.address_prefix as "AddressPrefix", s.browser as "Browser"
        from portal.sessions s
        where s.subject = @subject and {Live}
        order by s.last_seen_at desc, s.id
        """;

    /// <summary>However a session ended, it was over by its absolute limit.</summary>
    public const string Forget = """
        delete from portal.sessions s
        where s.id in (select o.id from portal.sessions o where o.ends_at < @before limit 1000)
        """;
}

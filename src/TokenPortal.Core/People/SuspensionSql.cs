namespace TokenPortal.Core.People;

internal static class SuspensionSql
{
    // Each is one statement, so that all of it happens or nothing. The history row comes last: it locks the chain.
    private const string Answer = """
        select
            exists (select from portal.people p where p.subject = @subject) as "Known",
            exists (select from changed) as "Changed",
            (select count(*)::int from ended) as "SessionsEnded"
        """;

    public const string Suspend = $"""
        with changed as (
            update portal.people p set suspended_at = @now
            where p.subject = @subject and p.suspended_at is null
            returning p.subject
        ),
        ended as (
            update portal.sessions s
            set ended_at = @now, end_reason = 'suspended'
            where s.subject = @subject and s.ended_at is null
                and exists (select from portal.people p where p.subject = @subject)
            returning s.id
        ),
        noted as (
            insert into portal.history (
                operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, note)
            select gen_random_uuid(), @now, c.subject, session_user, 'issuer', 'person_suspended', 0, 0, 0, @note
            from changed c
        )
        {Answer}
        """;

    public const string Restore = $"""
        with changed as (
            update portal.people p set suspended_at = null
            where p.subject = @subject and p.suspended_at is not null
            returning p.subject
        ),
        ended as (select where false),
        noted as (
            insert into portal.history (
                operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, note)
            select gen_random_uuid(), @now, c.subject, session_user, 'issuer', 'person_restored', 0, 0, 0, @note
            from changed c
        )
        {Answer}
        """;

    public const string EndSessions = $"""
        with changed as (select where false),
        ended as (
            update portal.sessions s
            set ended_at = @now, end_reason = 'operator'
            where s.subject = @subject and s.ended_at is null and s.idle_ends_at > @now and s.ends_at > @now
            returning s.id, s.browser
        ),
        noted as (
            insert into portal.history (
                operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, note)
            select gen_random_uuid(), @now, @subject, session_user, 'issuer', 'session_ended', 0, 0, 0, e.browser
            from ended e
        )
        {Answer}
        """;
}

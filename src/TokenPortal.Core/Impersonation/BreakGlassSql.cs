namespace TokenPortal.Core.Impersonation;

/// <summary>The statements over requests to open an account whose owner has closed it.</summary>
internal static class BreakGlassSql
{
    private const string Event = """
        insert into portal.history (
                operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, address_prefix,
                browser, support_reason, ticket, note)
        """;

    /// <summary>Asks. Gives the id, or no row when the account is no user's who may be looked at.</summary>
    public const string Request = $"""
        with requested as (
            insert into portal.break_glass_requests (
                id, requester, subject, reason, ticket, note, minutes, requested_at, expires_at)
            select @id, @actor, t.subject, @reason, @ticket, @note, @minutes, @now, @expiresAt
            from portal.people t
            where t.subject = @subject and t.subject <> @actor and not (t.roles && @staffRoles)
            returning *
        ),
        written as (
            {Event}
            select gen_random_uuid(), @now, r.subject, r.requester, 'support', 'break_glass_requested', 0, 0, 0,
                @addressPrefix, @browser, r.reason, r.ticket, r.note
            from requested r
        )
        select r.id from requested r
        """;

    /// <summary>Answers an open request of somebody else. No row: none such, or answered or too late.</summary>
    public const string Answer = $"""
        with answered as (
            update portal.break_glass_requests b
            set answered_at = @now, answered_by = @actor, approved = @approved
            where b.id = @id and b.answered_at is null and b.expires_at > @now and b.requester <> @actor
                and b.subject <> @actor
            returning b.*
        ),
        written as (
            {Event}
            select gen_random_uuid(), @now, a.subject, a.answered_by, 'support',
                case when a.approved then 'break_glass_approved' else 'break_glass_refused' end, 0, 0, 0,
                @addressPrefix, @browser, a.reason, a.ticket, a.note
            from answered a
        )
        select a.requester from answered a
        """;

    private const string Listed = """
        select
            b.id as "Id", b.requester as "Requester", coalesce(p.name, p.email) as "RequesterName",
            b.subject as "Subject", coalesce(t.name, t.email) as "SubjectName", b.reason as "Reason",
            b.ticket as "Ticket", b.note as "Note", b.minutes as "Minutes", b.requested_at as "RequestedAt",
            b.expires_at as "ExpiresAt", b.approved as "Approved"
        from portal.break_glass_requests b
        left join portal.people p on p.subject = b.requester
        left join portal.people t on t.subject = b.subject
        """;

    /// <summary>Requests that wait for an answer, oldest first.</summary>
    public const string Open = $"""
        {Listed}
        where b.answered_at is null and b.expires_at > @now
        order by b.requested_at
        """;

    /// <summary>What became of one's own requests of late, newest first.</summary>
    public const string Own = $"""
        {Listed}
        where b.requester = @actor and b.used_at is null
            and (b.expires_at > @now or b.answered_at > @approvedSince)
        order by b.requested_at desc
        """;
}

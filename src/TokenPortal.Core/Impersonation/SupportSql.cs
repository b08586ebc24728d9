using TokenPortal.Core.Access;

namespace TokenPortal.Core.Impersonation;

/// <summary>The statements over support sessions. Each change and its history rows are one statement.</summary>
internal static class SupportSql
{
    private const string Columns = """
        operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, address_prefix, browser,
            support_session, support_reason, ticket, note
        """;

    // A row for each of the two, in the order of their subjects, as everywhere: chains are locked in that order.
    private const string EndedRows = """
        select gen_random_uuid(), @now, w.subject,
                case when w.subject = e.actor then e.actor else coalesce(@endedBy, e.actor) end,
                case when w.subject = @endedBy then 'user' else 'support' end, 'support_ended', 0, 0, 0,
                case when w.subject <> e.actor then @addressPrefix end,
                case when w.subject <> e.actor then @browser end, e.id, e.reason, e.ticket, e.end_reason
            from ended e
            cross join lateral (values (e.subject), (e.actor)) w(subject)
            order by w.subject
        """;

    /// <summary>Writes the rows of the CTE `ended`, and tells whose pages are to be read again.</summary>
    private const string WriteEnded = $"""
        written as (
            insert into portal.history ({Columns})
            {EndedRows}
        )
        select e.subject as "Subject", e.actor as "Actor" from ended e
        """;

    /// <summary>
    /// Starts a session if the sign-in session @sessionId may, at this moment. One that the same person has elsewhere is
    /// replaced. Gives the subjects of what began and ended; no row means that it was not allowed.
    /// </summary>
    public const string Start = $"""
        with allowed as (
            select s.address_prefix, s.browser
            from portal.sessions s
            join portal.people p on p.subject = s.subject
            join portal.people t on t.subject = @subject
            left join portal.support_settings g on g.subject = t.subject
            left join portal.break_glass_requests b on b.id = @request and b.requester = s.subject
                and b.subject = t.subject and b.approved and b.used_at is null and b.answered_at > @approvedSince
            cross join lateral (select b.id as break_glass) u
            where s.id = @sessionId and s.subject = @actor and s.ended_at is null and s.ends_at > @now
                and s.idle_ends_at > @now and s.support_session is null and s.authenticated_at > @freshSince
                and p.suspended_at is null and @staffRole = any(p.roles)
                and t.subject <> s.subject and not (t.roles && @staffRoles)
                and {AccessSql.IsOpen}
        ),
        ended as (
            update portal.support_sessions u
            set ended_at = @now, end_reason = 'replaced'
            from allowed
            where u.actor = @actor and u.ended_at is null
            returning u.*
        ),
        used as (
            update portal.break_glass_requests b
            set used_at = @now
            from allowed
            where b.id = @request
            returning b.id
        ),
        started as (
            insert into portal.support_sessions (
                id, actor, subject, reason, ticket, note, started_at, ends_at, break_glass)
            select @id, @actor, @subject, @reason, @ticket, @note, @now, @now + make_interval(mins => @minutes),
                (select u.id from used u)
            from allowed
            where (select count(*) from ended) >= 0
            returning *
        ),
        events as (
            select e.subject, e.id, e.reason, e.ticket, e.end_reason as note, 'support_ended' as kind from ended e
            union all
            select s.subject, s.id, s.reason, s.ticket, s.note, 'support_started' from started s
        ),
        written as (
            insert into portal.history ({Columns})
            select gen_random_uuid(), @now, w.subject, @actor, 'support', v.kind, 0, 0, 0, a.address_prefix, a.browser,
                v.id, v.reason, v.ticket, v.note
            from events v
            cross join allowed a
            cross join lateral (values (v.subject), (@actor)) w(subject)
            order by w.subject, v.kind
        )
        select v.subject as "Subject", @actor as "Actor" from events v
        """;

    /// <summary>Ends one session.</summary>
    public const string End = $"""
        with ended as (
            update portal.support_sessions u
            set ended_at = @now, end_reason = @endReason
            where u.id = @id and u.ended_at is null and u.ends_at > @now
                and (@subject::text is null or u.subject = @subject)
            returning u.*
        ),
        {WriteEnded}
        """;

    /// <summary>Ends all sessions that may not go on: out of time, role lost, objected to, or signed out.</summary>
    public const string EndDue = $"""
        with due as (
            select u.id,
                case
                    when u.ends_at <= @now then 'time'
                    when p.suspended_at is not null or not coalesce(@staffRole = any(p.roles), false) then 'role_lost'
                    when not {AccessSql.IsOpen} then 'setting'
                    else 'signed_out'
                end as why
            from portal.support_sessions u
            left join portal.people p on p.subject = u.actor
            left join portal.support_settings g on g.subject = u.subject
            where u.ended_at is null
                and (u.ends_at <= @now
                    or p.suspended_at is not null or not coalesce(@staffRole = any(p.roles), false)
                    or not {AccessSql.IsOpen}
                    or (u.started_at < @startedBefore and not exists (
                        select from portal.sessions s
                        where s.support_session = u.id and s.ended_at is null and s.ends_at > @now
                            and s.idle_ends_at > @now)))
            for update of u skip locked
        ),
        ended as (
            update portal.support_sessions u
            set ended_at = least(@now, u.ends_at), end_reason = d.why
            from due d
            where u.id = d.id
            returning u.*
        ),
        {WriteEnded}
        """;

    /// <summary>What a sign-in session looks at, when it is in a support session; live or over.</summary>
    public const string OfSession = $"""
        select
            {Shown}
        from portal.sessions s
        join portal.support_sessions u on u.id = s.support_session
        left join portal.people p on p.subject = u.actor
        left join portal.people t on t.subject = u.subject
        where s.id = @sessionId
        """;

    /// <summary>Who looks at an account now.</summary>
    public const string AtAccount = $"""
        select
            {Shown}
        from portal.support_sessions u
        left join portal.people p on p.subject = u.actor
        left join portal.people t on t.subject = u.subject
        where u.subject = @subject and u.ended_at is null and u.ends_at > @now
        order by u.started_at
        """;

    private const string Shown = """
        u.id as "Id", u.actor as "Actor", coalesce(p.name, p.email) as "ActorName", u.subject as "Subject",
            coalesce(t.name, t.email) as "SubjectName", u.reason as "Reason", u.ticket as "Ticket", u.note as "Note",
            u.started_at as "StartedAt", u.ends_at as "EndsAt", u.ended_at as "EndedAt", u.end_reason as "EndReason",
            u.break_glass is not null as "IsBreakGlass"
        """;
}

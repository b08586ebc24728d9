namespace TokenPortal.Core.Notices;

/// <summary>The statements over the outbox.</summary>
internal static class NoticeSql
{
    private const string Open = "n.sent_at is null and n.skipped_at is null and n.dead_at is null";

    // A notice that another sender took after this one's time was over is that sender's.
    private const string Mine = $"n.id = @id and n.attempts = @attempt and {Open}";

    /// <summary>
    /// Takes up to @most due notices. Rows that another sender is just taking are passed over, so that two never get the
    /// same and none waits for the other. A try counts from here on.
    /// </summary>
    public const string Claim = $"""
        with due as (
            select n.id
            from portal.notices n
            where {Open} and n.next_attempt_at <= @now and (n.claimed_until is null or n.claimed_until <= @now)
            order by n.next_attempt_at
            limit @most
            for update skip locked
        ),
        claimed as (
            update portal.notices n
            set claimed_until = @until, attempts = n.attempts + 1
            from due d
            where n.id = d.id
            returning n.*
        )
        select
            c.id as "Id", c.kind as "Kind", c.attempts as "Attempt", c.subject as "Subject",
            p.email as "Email", p.name as "Name", p.language as "Language",
            h.at as "At", coalesce(o.name, o.email, s.actor, h.actor) as "Actor", a.names as "Apps", a.client_ids as "ClientIds",
            h.address_prefix as "AddressPrefix", h.browser as "Browser", h.support_reason as "SupportReason",
            h.ticket as "Ticket", case when h.kind <> 'support_ended' then h.note end as "Note",
            case when h.kind = 'support_ended' then h.note end as "EndReason"
        from claimed c
        join portal.history h on h.id = c.history_id
        left join portal.people p on p.subject = c.subject
        left join portal.support_sessions s on s.id = h.support_session and h.kind = 'support_ended'
        left join portal.people o on o.subject = coalesce(s.actor, h.actor)
        cross join lateral (
            select
                coalesce(array_agg(r.app_name order by r.app_name) filter (where r.app_name is not null), '{"{}"}') as names,
                coalesce(array_agg(r.client_id) filter (where r.client_id is not null), '{"{}"}') as client_ids
            from portal.history r
            where r.operation_id = c.operation_id and r.subject = c.subject and r.kind = h.kind
        ) a
        order by c.next_attempt_at, c.id
        """;

    public const string MarkSent = $"""
        update portal.notices n
        set sent_at = @now, claimed_until = null, last_error = null
        where {Mine}
        """;

    public const string MarkFailed = $"""
        update portal.notices n
        set next_attempt_at = @next, claimed_until = null, last_error = @error
        where {Mine}
        """;

    public const string MarkDead = $"""
        update portal.notices n
        set dead_at = @now, claimed_until = null, last_error = @error
        where {Mine}
        """;

    public const string MarkSkipped = $"""
        update portal.notices n
        set skipped_at = @now, claimed_until = null, last_error = @error
        where {Mine}
        """;

    public const string SkipOld = $"""
        update portal.notices n
        set skipped_at = @now, last_error = @error
        where {Open} and n.created_at < @before
        """;

    /// <summary>The newest first, for an operator.</summary>
    public const string List = """
        select
            n.id as "Id", n.kind as "Kind", n.subject as "Subject", n.created_at as "CreatedAt",
            n.attempts as "Attempts",
            case
                when n.sent_at is not null then 'sent'
                when n.skipped_at is not null then 'skipped'
                when n.dead_at is not null then 'dead'
                else 'waiting'
            end as "State",
            n.last_error as "LastError"
        from portal.notices n
        where not @dead or n.dead_at is not null
        order by n.created_at desc, n.id
        limit @most
        """;

    /// <summary>Gives dead letters, one or all, a new beginning.</summary>
    public const string Retry = """
        update portal.notices n
        set dead_at = null, attempts = 0, next_attempt_at = @now
        where n.dead_at is not null and (@id::uuid is null or n.id = @id)
        """;
}

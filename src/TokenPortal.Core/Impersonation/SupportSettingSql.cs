namespace TokenPortal.Core.Impersonation;

/// <summary>The statements over what people let support do.</summary>
internal static class SupportSettingSql
{
    public const string Find = """
        select g.choice as "Choice", g.allowed_until as "AllowedUntil"
        from portal.support_settings g
        where g.subject = @subject
        """;

    /// <summary>Sets the choice, and ends what it no longer allows, except what a second staff member approved.</summary>
    public const string Change = """
        with changed as (
            insert into portal.support_settings as g (subject, choice, allowed_until, changed_at)
            values (@subject, @choice, @allowedUntil, @now)
            on conflict (subject) do update
            set choice = excluded.choice, allowed_until = excluded.allowed_until, changed_at = excluded.changed_at
            returning g.subject
        ),
        ended as (
            update portal.support_sessions u
            set ended_at = @now, end_reason = 'setting'
            where u.subject = @subject and u.ended_at is null and u.break_glass is null
                and @choice <> 'with_reason' and @allowedUntil::timestamptz is null
            returning u.*
        ),
        events as (
            select 1 as place, 'user' as reason, 'support_setting_changed' as kind, null::uuid as support_session,
                null as actor, null as support_reason, null as ticket, @choice as note
            from changed
            union all
            select 2, 'support', 'support_ended', e.id, e.actor, e.reason, e.ticket, e.end_reason from ended e
        ),
        written as (
            insert into portal.history (
                operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, address_prefix,
                browser, support_session, support_reason, ticket, note)
            select gen_random_uuid(), @now, w.subject, w.subject,
                case when w.subject = @subject then 'user' else v.reason end, v.kind, 0, 0, 0,
                case when w.subject = @subject then @addressPrefix end, case when w.subject = @subject then @browser end,
                v.support_session, v.support_reason, v.ticket, v.note
            from events v
            cross join lateral (select @subject as subject union all select v.actor where v.actor is not null) w
            order by w.subject, v.place
        )
        select e.subject as "Subject", e.actor as "Actor" from ended e
        """;
}

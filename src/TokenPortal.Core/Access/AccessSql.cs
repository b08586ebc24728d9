namespace TokenPortal.Core.Access;

/// <summary>The statements that decide who may. Roles are the ones of portal.people at this moment, never a cookie's.</summary>
internal static class AccessSql
{
    /// <summary>All that a decision depends on, for one session. No row: no such session.</summary>
    public const string Facts = """
        select
            s.subject as "Subject",
            (s.ended_at is null and s.ends_at > @now and s.idle_ends_at > @now) as "IsLive",
            s.authenticated_at as "AuthenticatedAt", s.address_prefix as "AddressPrefix", s.browser as "Browser",
            p.suspended_at is not null as "IsSuspended", coalesce(p.roles, '{}') as "Roles",
            s.support_session as "SupportSession", u.subject as "SupportedSubject", u.reason as "SupportReason",
            u.ticket as "Ticket", u.note as "Note",
            coalesce(u.actor = s.subject and u.ended_at is null and u.ends_at > @now, false) as "IsSupportLive",
            u.break_glass is not null as "IsBreakGlass", g.choice as "Choice", g.allowed_until as "AllowedUntil"
        from portal.sessions s
        left join portal.people p on p.subject = s.subject
        left join portal.support_sessions u on u.id = s.support_session
        left join portal.support_settings g on g.subject = u.subject
        where s.id = @sessionId
        """;

    private const string LiveSession = """
        s.id = @sessionId and s.ended_at is null and s.ends_at > @now and s.idle_ends_at > @now
        """;

    private const string OwnSession = $"""
        exists (select from portal.sessions s
                left join portal.people p on p.subject = s.subject
                where {LiveSession} and p.suspended_at is null
                    and s.support_session is null and s.subject = @subject)
        """;

    /// <summary>As <see cref="MayChange"/>, for what support may not do.</summary>
    public const string OwnerMayChange = $"(@sessionId::uuid is null or {OwnSession})";

    /// <summary>
    /// Holds for a change to @subject's account that session @sessionId makes: the same facts once more, inside the
    /// statement that makes the change. A change without a session is a program's, which has rights of its own.
    /// </summary>
    public const string MayChange = $"""
        (@sessionId::uuid is null
            or {OwnSession}
            or exists (select from portal.sessions s
                join portal.people p on p.subject = s.subject
                join portal.support_sessions u on u.id = s.support_session and u.actor = s.subject
                left join portal.support_settings g on g.subject = u.subject
                where {LiveSession} and p.suspended_at is null and @staffRole = any(p.roles)
                    and s.authenticated_at > @freshSince
                    and u.subject = @subject and u.ended_at is null and u.ends_at > @now
                    and {IsOpen}))
        """;

    /// <summary>Whether support session `u` may look at an account with the setting `g` (@fixedChoice over it).</summary>
    public const string IsOpen = """
        (u.break_glass is not null
            or case coalesce(@fixedChoice::text, g.choice, 'with_reason')
                when 'with_reason' then true
                when 'when_allowed' then coalesce(g.allowed_until > @now, false)
                else false end)
        """;
}

namespace TokenPortal.Core.Auditing;

/// <summary>The statements over the history.</summary>
internal static class HistorySql
{
    /// <summary>Who acts, why and from where, as every insert names it first. Goes with <see cref="ActorValues"/>.</summary>
    public const string ActorColumns =
        "actor, reason, address_prefix, browser, support_session, support_reason, ticket, note";

    /// <summary>The parameters of <see cref="ActorParameters"/>, in the order of <see cref="ActorColumns"/>.</summary>
    public const string ActorValues =
        "@actor, @reason, @addressPrefix, @browser, @supportSession, @supportReason, @ticket, @note";

    /// <summary>
    /// Adds what <see cref="HistoryEvent.ToParameters"/> holds. Where it goes with other statements of a transaction, it
    /// comes last: the row takes the lock on its subject's chain.
    /// </summary>
    public const string Insert = $"""
        insert into portal.history (
            {ActorColumns}, operation_id, at, subject, kind, grants, refresh_tokens, access_tokens)
        values ({ActorValues}, gen_random_uuid(), @now, @subject, @kind, 0, 0, 0)
        """;

    // A first-party app is part of the service: that it has access is no news.
    private const string Visible = """
        h.subject = @subject
            and not (h.kind = 'app_connected' and coalesce(h.client_id, '') = any(@firstPartyClientIds))
        """;

    /// <summary>@take rows of @subject before (@beforeAt, @beforeSeq), newest first.</summary>
    public const string Page = $"""
        select
            h.seq as "Seq", h.at as "At", h.kind as "Kind", h.reason as "Reason", h.actor as "Actor",
            coalesce(nullif(p.name, ''), p.email) as "ActorName", h.actor = h.subject as "ActorIsSelf",
            h.application_id as "ApplicationId", h.authorization_id as "AuthorizationId", h.client_id as "ClientId",
            h.app_name as "AppName", h.grants as "Grants", h.refresh_tokens as "RefreshTokens",
            h.access_tokens as "AccessTokens", h.residual_until as "ResidualUntil", f.device_name as "DeviceName",
            to_json(h.scopes)::text as "Scopes", h.address_prefix as "AddressPrefix", h.browser as "Browser",
            h.support_session as "SupportSession", h.support_reason as "SupportReason", h.ticket as "Ticket",
            h.note as "Note", coalesce(nullif(v.name, ''), v.email, s.subject) as "LookedAt"
        from portal.history h
        left join portal.people p on p.subject = h.actor
        left join portal.support_sessions s on s.id = h.support_session and s.actor = h.subject
        left join portal.people v on v.subject = s.subject
        left join portal.families f on f.id = h.family_id
        where {Visible}
            and (h.at, h.seq) < (@beforeAt, @beforeSeq)
            and h.at >= @from and h.at < @until
            and (not @byKind or h.kind = any(@kinds))
            and (not @byApp or h.application_id = @applicationId
                or (h.application_id is null and h.authorization_id = @authorizationId))
        order by h.at desc, h.seq desc
        limit @take
        """;

    public const string Apps = $"""
        select
            h.application_id as "ApplicationId",
            case when h.application_id is null then h.authorization_id end as "AuthorizationId",
            (array_agg(h.app_name order by h.seq desc) filter (where h.app_name is not null))[1] as "Name",
            (array_agg(h.client_id order by h.seq desc) filter (where h.client_id is not null))[1] as "ClientId"
        from portal.history h
        where {Visible} and coalesce(h.application_id, h.authorization_id) is not null
        group by 1, 2
        order by 3, 1, 2
        """;
}

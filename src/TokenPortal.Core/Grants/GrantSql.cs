using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Grants;

/// <summary>
/// The statements over the server's tables. What counts as a live token, which rows are whose and which states can
/// still be used stand here once, as constants that the statements are put together from at compile time.
/// </summary>
internal static class GrantSql
{
    // Token types are URNs since OpenIddict 7; rows written by older versions have the short names.
    internal const string RefreshTypes = "('urn:ietf:params:oauth:token-type:refresh_token', 'refresh_token')";
    internal const string AccessTypes = "('urn:ietf:params:oauth:token-type:access_token', 'access_token')";

    internal const string Unexpired = """(t."ExpirationDate" is null or t."ExpirationDate" > @now)""";

    // A redeemed refresh token works again inside the server's reuse leeway, an inactive one once it is approved.
    internal const string StillUsable = """t."Status" in ('valid', 'inactive', 'redeemed')""";

    // Longer expired than any clock can be wrong: such rows stay as they are, so that a revoke costs what still works and
    // not what a grant has behind it. The index of the same expression finds the others.
    internal const string NotLongDead = """coalesce(t."ExpirationDate", 'infinity') > @now - interval '24 hours'""";

    /// <summary>The columns of a <see cref="ReceiptRow"/>, as a history row tells them.</summary>
    internal const string Receipt = """
        subject as "Subject", application_id as "ApplicationId", authorization_id as "AuthorizationId", client_id as "ClientId",
            app_name as "AppName", at as "RevokedAt", grants as "Grants", refresh_tokens as "RefreshTokens",
            access_tokens as "AccessTokens", residual_until as "ResidualUntil"
        """;

    private const string NamedAuthorizations = """
        a."Subject" = @subject
            and (@everything or a."ApplicationId" = @applicationId
                or (a."ApplicationId" is null and a."Id" = @authorizationId))
        """;

    // Whose it is, and whether the one who acts may change it at this moment.
    internal const string OwnAuthorizations = $"{NamedAuthorizations} and {AccessSql.MayChange}";

    internal const string NotFirstParty = """
        not exists (select from "OpenIddictApplications" p
            where p."Id" = a."ApplicationId" and p."ClientId" = any(@firstPartyClientIds))
        """;

    private const string UnattachedTokens = """
        t."AuthorizationId" is null and t."Subject" = @subject
            and (@everything or t."ApplicationId" = @applicationId or (@unattached and t."ApplicationId" is null))
            and not exists (select from "OpenIddictApplications" p
                where p."Id" = t."ApplicationId" and p."ClientId" = any(@firstPartyClientIds))
        """;

    public const string ApplicationOfClient = """select "Id" from "OpenIddictApplications" where "ClientId" = @clientId""";

    // Until when apps, and this one, are known to its person. Null for somebody who was never here: nothing is new to them.
    // Nor is an app without a lasting consent, whose authorizations come and go with each sign-in.
    private const string SeenAt = """
        case when a."Type" = 'permanent' then greatest(
                (select coalesce(p.apps_seen_at, p.first_signed_in_at) from portal.people p where p.subject = @subject),
                (select s.seen_at from portal.seen_apps s
                    where s.subject = @subject and s.app_id = coalesce(a."ApplicationId", a."Id"))) end
        """;

    /// <summary>
    /// One row for each valid authorization of @subject, for each application with live tokens that hang on no
    /// authorization, and for each app that the server removed since @removedSince.
    /// </summary>
    public const string List = $"""
        select
            a."Id" as "AuthorizationId", a."ApplicationId", p."ClientId", p."DisplayName", p."Properties",
            a."Scopes", a."CreationDate" as "GrantedAt", l."LastActivityAt",
            l."RefreshTokens", l."AccessTokens", r.until as "ResidualUntil",
            case when u.last_used_at >= a."CreationDate" then u.last_used_at end as "LastUsedAt",
            {SeenAt} as "SeenAt", false as "Removed"
        from "OpenIddictAuthorizations" a
        left join "OpenIddictApplications" p on p."Id" = a."ApplicationId"
        left join (
            select u.application_id, max(u.last_used_at) as last_used_at
            from portal.uses u
            where u.subject = @subject
            group by u.application_id
        ) u on u.application_id = a."ApplicationId"
        left join portal.residual_access(@subject, @now) r on r.authorization_id = a."Id"
        cross join lateral (
            select
                max(greatest(t."CreationDate", t."RedemptionDate")) as "LastActivityAt",
                count(*) filter (where t."Status" = 'valid' and {Unexpired}
                    and t."Type" in {RefreshTypes})::int as "RefreshTokens",
                count(*) filter (where t."Status" = 'valid' and {Unexpired}
                    and t."Type" in {AccessTypes})::int as "AccessTokens"
            from "OpenIddictTokens" t
            where t."AuthorizationId" = a."Id"
        ) l
        where a."Subject" = @subject and a."Status" = 'valid'
            and (a."Type" = 'permanent' or l."RefreshTokens" + l."AccessTokens" > 0)
        union all
        select
            null, t."ApplicationId", p."ClientId", p."DisplayName", p."Properties",
            null, min(t."CreationDate"), max(greatest(t."CreationDate", t."RedemptionDate")),
            count(*) filter (where t."Type" in {RefreshTypes})::int,
            count(*) filter (where t."Type" in {AccessTypes})::int,
            max(case when t."Type" in {AccessTypes} and portal.is_self_contained(t."Id")
                then coalesce(t."ExpirationDate", 'infinity') end),
            (select max(u.last_used_at) from portal.uses u
                where u.subject = @subject and u.application_id = t."ApplicationId"), null, false
        from "OpenIddictTokens" t
        left join "OpenIddictApplications" p on p."Id" = t."ApplicationId"
        where t."Subject" = @subject and t."AuthorizationId" is null and t."Status" = 'valid' and {Unexpired}
            and (t."Type" in {RefreshTypes} or t."Type" in {AccessTypes})
        group by t."ApplicationId", p."Id"
        union all
        select
            null, h.application_id, h.client_id, h.app_name, null,
            null, null, max(h.at), 0, 0, null, null, null, true
        from portal.history h
        where h.subject = @subject and h.kind = 'app_removed' and h.at > @removedSince
            and not exists (select from "OpenIddictApplications" p where p."Id" = h.application_id)
        group by h.application_id, h.client_id, h.app_name
        """;

    /// <summary>
    /// Ends one app's access, or with @everything all but first-party apps'. The three statements travel as one batch,
    /// which is one transaction with one commit.
    /// <para>
    /// The lock comes first and alone, and decides nothing: it waits for a token that is being inserted (whose foreign
    /// key, or guard, holds the authorization), so that the second statement's snapshot sees it. Without it a refresh in
    /// flight survives.
    /// </para>
    /// </summary>
    public const string Revoke = $"""
        select a."Id"
        from "OpenIddictAuthorizations" a
        where {NamedAuthorizations}
        order by a."Id"
        for update;

        with allowed as materialized (select {AccessSql.MayChange} as yes),
        own as materialized (
            select a."Id"
            from "OpenIddictAuthorizations" a
            where (select yes from allowed) and {NamedAuthorizations} and {NotFirstParty}
        ),
        revoked as (
            update "OpenIddictAuthorizations" a
            set "Status" = 'revoked', "ConcurrencyToken" = gen_random_uuid()::text
            from own o
            where a."Id" = o."Id" and a."Status" <> 'revoked'
            returning a."Id", a."ApplicationId"
        ),
        attached as (
            select t."Id", t."Status" = 'valid' and {Unexpired} as live
            from "OpenIddictTokens" t
            where {StillUsable} and {NotLongDead} and t."AuthorizationId" = any(array(select o."Id" from own o))
            order by t."Id"
            for update
        ),
        unattached as (
            select t."Id", t."Status" = 'valid' and {Unexpired} as live
            from "OpenIddictTokens" t
            where (select yes from allowed) and {StillUsable} and {NotLongDead} and {UnattachedTokens}
            order by t."Id"
            for update
        ),
        ended as (
            update "OpenIddictTokens" t
            set "Status" = 'revoked'
            from (select * from attached union all select * from unattached) u
            where t."Id" = u."Id"
            returning t."Id", t."ApplicationId", t."AuthorizationId", t."Type", t."ExpirationDate", u.live
                and (t."AuthorizationId" is null
                    or t."AuthorizationId" in (select r."Id" from revoked r)) as live
        ),
        changed as (
            select
                r."ApplicationId" as application_id,
                case when r."ApplicationId" is null then r."Id" end as authorization_id,
                1 as grants, 0 as refresh_tokens, 0 as access_tokens, null::timestamptz as residual_until
            from revoked r
            union all
            select
                e."ApplicationId", case when e."ApplicationId" is null then e."AuthorizationId" end,
                0,
                case when e.live and e."Type" in {RefreshTypes} then 1 else 0 end,
                case when e.live and e."Type" in {AccessTypes} then 1 else 0 end,
                case when e.live and e."Type" in {AccessTypes} and portal.is_self_contained(e."Id")
                    then coalesce(e."ExpirationDate", 'infinity') end
            from ended e
        )
        insert into portal.history (
            {HistorySql.ActorColumns}, operation_id, at, subject, kind, application_id, authorization_id,
            client_id, app_name, grants, refresh_tokens, access_tokens, residual_until)
        select
            {HistorySql.ActorValues}, @operationId, @now, @subject, 'access_revoked', c.application_id, c.authorization_id,
            p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"),
            c.grants, c.refresh_tokens, c.access_tokens, c.residual_until
        from (
            select
                c.application_id, c.authorization_id, sum(c.grants) as grants, sum(c.refresh_tokens) as refresh_tokens,
                sum(c.access_tokens) as access_tokens, max(c.residual_until) as residual_until
            from changed c
            group by c.application_id, c.authorization_id
        ) c
        left join "OpenIddictApplications" p on p."Id" = c.application_id
        returning
            {Receipt};

        select
            m.allowed and (exists (select from "OpenIddictAuthorizations" a where {NamedAuthorizations})
                or exists (select from "OpenIddictTokens" t where {UnattachedTokens})) as "Known",
            exists (select from "OpenIddictApplications" p
                where p."Id" = @applicationId and p."ClientId" = any(@firstPartyClientIds)) as "FirstParty",
            m.allowed as "Allowed", null::text as "Obstacle"
        from (select {AccessSql.MayChange} as allowed offset 0) m;
        """;

    /// <summary>The receipts of one operation, for a caller that never heard whether it was committed.</summary>
    public const string ReceiptsOfOperation = $"""
        select
            {Receipt}
        from portal.history
        where operation_id = @operationId
        """;

    /// <summary>Tells open pages. Runs after the commit: inside the transaction it would queue all commits.</summary>
    public const string Notify = "select pg_notify(@channel, p) from unnest(@payloads) p";

    /// <summary>Ends what a refresh in flight left behind where the guard is not installed.</summary>
    public const string SweepSurvivors = $"""
        update "OpenIddictTokens" t
        set "Status" = 'revoked'
        from "OpenIddictAuthorizations" a
        where a."Id" = t."AuthorizationId" and a."Status" = 'revoked' and {StillUsable} and {NotLongDead}
            and a."Subject" in (
                select h.subject from portal.history h where h.kind = 'access_revoked' and h.at > @since)
        """;

    public const string Scopes = """
        select
            s."Name" as "Scope",
            coalesce(
                nullif(s."DisplayNames", '')::jsonb ->> @language, s."DisplayName",
                nullif(s."DisplayNames", '')::jsonb ->> 'en') as "DisplayName",
            coalesce(
                nullif(s."Descriptions", '')::jsonb ->> @language, s."Description",
                nullif(s."Descriptions", '')::jsonb ->> 'en') as "Description"
        from "OpenIddictScopes" s
        where s."Name" is not null
        """;
}

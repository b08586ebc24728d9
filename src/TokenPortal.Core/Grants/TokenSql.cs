using TokenPortal.Core.Auditing;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

/// <summary>The statements that start from one token.</summary>
internal static class TokenSql
{
    /// <summary>Whose a token is and what it belongs to. Dead means that it, or its authorization, was ended.</summary>
    public const string Find = $"""
        select
            p."ClientId", t."ApplicationId", t."AuthorizationId", t."Subject", f.id as "FamilyId",
            t."Type" in {GrantSql.AccessTypes} as "IsAccessToken",
            t."Status" not in ('valid', 'inactive', 'redeemed')
                or (t."AuthorizationId" is not null and a."Status" is distinct from 'valid') as "IsDead"
        from "OpenIddictTokens" t
        left join "OpenIddictApplications" p on p."Id" = t."ApplicationId"
        left join "OpenIddictAuthorizations" a on a."Id" = t."AuthorizationId"
        left join portal.families f on f.id = {FamilySql.OfToken}
        where t."Id" = @tokenId
        """;

    private const string OwnToken = """
        t."Id" = @tokenId and exists (select from "OpenIddictApplications" p
            where p."Id" = t."ApplicationId" and p."ClientId" = @clientId)
        """;

    /// <summary>Ends one token of a client.</summary>
    public const string RevokeOne = $"""
        select t."Id"
        from "OpenIddictTokens" t
        where {OwnToken}
        for update;

        with usable as (
            select t."Id", t."Status" = 'valid' and {GrantSql.Unexpired} as live
            from "OpenIddictTokens" t
            where {OwnToken} and {GrantSql.StillUsable}
        ),
        ended as (
            update "OpenIddictTokens" t
            set "Status" = 'revoked'
            from usable u
            where t."Id" = u."Id"
            returning
                t."Id", t."Subject", t."ApplicationId", t."AuthorizationId", t."Type", t."ExpirationDate", u.live
        )
        insert into portal.history (
            {HistorySql.ActorColumns}, operation_id, at, subject, kind, application_id, authorization_id, client_id,
            app_name, grants, refresh_tokens, access_tokens, residual_until)
        select
            {HistorySql.ActorValues}, @operationId, @now, coalesce(e."Subject", ''), 'token_revoked', e."ApplicationId",
            e."AuthorizationId", p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"), 0,
            case when e.live and e."Type" in {GrantSql.RefreshTypes} then 1 else 0 end,
            case when e.live and e."Type" in {GrantSql.AccessTypes} then 1 else 0 end,
            case when e.live and e."Type" in {GrantSql.AccessTypes} and portal.is_self_contained(e."Id")
                then coalesce(e."ExpirationDate", 'infinity') end
        from ended e
        join "OpenIddictApplications" p on p."Id" = e."ApplicationId"
        returning
            {GrantSql.Receipt};

        select exists (select from "OpenIddictTokens" t where {OwnToken}) as "Known", false as "FirstParty",
            true as "Allowed", null::text as "Obstacle";
        """;

    /// <summary>The security event: a client presented a token that was issued to another one.</summary>
    public const string NoteForeign = $"""
        insert into portal.history (
            {HistorySql.ActorColumns}, operation_id, at, subject, kind, application_id, authorization_id, client_id,
            app_name, grants, refresh_tokens, access_tokens)
        select
            {HistorySql.ActorValues}, gen_random_uuid(), @now, coalesce(t."Subject", ''), 'foreign_token_refused',
            t."ApplicationId", t."AuthorizationId", p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"),
            0, 0, 0
        from "OpenIddictTokens" t
        left join "OpenIddictApplications" p on p."Id" = t."ApplicationId"
        where t."Id" = @tokenId
        """;
}

using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Servers;

namespace TokenPortal.Core.Devices;

/// <summary>The statements over refresh token families.</summary>
internal static class FamilySql
{
    /// <summary>The family that token `t` carries, or null for tokens that are older than families.</summary>
    public const string OfToken = """(nullif(t."Properties", '')::jsonb ->> 'tokenportal_family')""";

    private const string Family = $"""
        coalesce((select {OfToken} from "OpenIddictTokens" t where t."Id" = @presentedTokenId), @newFamilyId)
        """;

    /// <summary>
    /// The fence of a token response: marks the tokens that the server has made, and ends them when their family ended
    /// or a permission of theirs was taken away meanwhile. Whoever ends a family or takes a permission locks the same
    /// rows first, so that one of the two sees the other: family, then authorization, then tokens, in every statement.
    /// </summary>
    public const string Exchange = $"""
        insert into portal.families as f (
            id, subject, application_id, authorization_id, first_token_id, device_name, address_prefix, scopes,
            created_at, last_exchange_at)
        select
            {Family}, @subject, p."Id", @authorizationId, @firstTokenId, @deviceName,
            @addressPrefix, @scopes, @now, @now
        from "OpenIddictApplications" p
        where p."ClientId" = @clientId and {Family} is not null
        on conflict (id) do update
        set last_exchange_at = excluded.last_exchange_at, address_prefix = excluded.address_prefix,
            scopes = excluded.scopes, device_name = coalesce(f.device_name, excluded.device_name)
        where f.subject = excluded.subject and f.application_id = excluded.application_id;

        select a."Id"
        from "OpenIddictAuthorizations" a
        where a."Id" = @authorizationId
        for share;

        with state as (
            select
                (select f.id from portal.families f where f.id = {Family}) as family,
                exists (select from portal.families f where f.id = {Family} and f.ended_at is not null) as ended,
                exists (select from "OpenIddictAuthorizations" a
                    where a."Id" = @authorizationId and {ScopeSql.Removed} && @scopes) as narrowed
        ),
        mine as (
            select t."Id"
            from "OpenIddictTokens" t
            where t."Id" = any(@tokenIds) or (t."Id" = @presentedTokenId and {OfToken} is null)
            order by t."Id"
            for update
        ),
        marked as (
            update "OpenIddictTokens" t
            set "Properties" = case when s.family is null then t."Properties" else
                    (coalesce(nullif(t."Properties", ''), '{"{}"}')::jsonb
                        || jsonb_build_object('tokenportal_family', s.family))::text end,
                "Status" = case
                    when s.ended or (s.narrowed and t."Type" in {GrantSql.AccessTypes}) then 'revoked'
                    else t."Status" end
            from mine m, state s
            where t."Id" = m."Id"
            returning t."Id", t."Type", t."Status"
        )
        select
            s.ended as "FamilyEnded",
            s.narrowed as "ScopeRemoved",
            s.narrowed and exists (
                select from marked m
                where m."Type" in {GrantSql.AccessTypes} and portal.is_self_contained(m."Id")) as "SelfContained"
        from state s, (select count(*) from marked) all_marked;
        """;

    private const string Known = """
        f.id = @familyId and (@subject::text is null or f.subject = @subject)
            and (@everyApp or f.application_id = @applicationId)
        """;

    // A first-party app's, as every app of theirs, can be ended by the app itself or by an operator only.
    private const string FirstParty = """
        exists (select from "OpenIddictApplications" p
            where p."Id" = f.application_id and p."ClientId" = any(@firstPartyClientIds))
        """;

    // The server itself is there when it asks; a page has to know that the server will keep to it.
    private const string Offered = $"(@sessionId::uuid is null or {ServerSql.NarrowsRevocation})";

    private const string OwnFamily = $"""
        {Known} and not {FirstParty} and {AccessSql.OwnerMayChange} and {Offered}
        """;

    /// <summary>
    /// Ends a family: its refresh tokens and the access tokens made from them, and nothing else. @subject null means
    /// anybody's.
    /// </summary>
    public const string Revoke = $"""
        select f.id
        from portal.families f
        where {OwnFamily}
        for update;

        with family as (
            update portal.families f
            set ended_at = coalesce(f.ended_at, @now)
            where {OwnFamily}
            returning f.*
        ),
        usable as (
            select t."Id", t."Status" = 'valid' and {GrantSql.Unexpired} and (t."AuthorizationId" is null
                or exists (select from "OpenIddictAuthorizations" a
                    where a."Id" = t."AuthorizationId" and a."Status" = 'valid')) as live
            from "OpenIddictTokens" t
            where {GrantSql.StillUsable}
                and t."ApplicationId" = (select f.application_id from portal.families f where {OwnFamily})
                and t."Subject" = (select f.subject from portal.families f where {OwnFamily})
                and ({OfToken} = @familyId
                    or t."Id" = (select f.first_token_id from portal.families f where {OwnFamily}))
            order by t."Id"
            for update
        ),
        ended as (
            update "OpenIddictTokens" t
            set "Status" = 'revoked'
            from usable u
            where t."Id" = u."Id"
            returning t."Id", t."Type", t."ExpirationDate", u.live
        )
        insert into portal.history (
            {HistorySql.ActorColumns}, operation_id, at, subject, kind, application_id, authorization_id, client_id,
            app_name, grants, refresh_tokens, access_tokens, residual_until, family_id)
        select
            {HistorySql.ActorValues}, @operationId, @now, f.subject, 'device_removed', f.application_id, f.authorization_id,
            p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"), 0,
            count(*) filter (where e.live and e."Type" in {GrantSql.RefreshTypes}),
            count(*) filter (where e.live and e."Type" in {GrantSql.AccessTypes}),
            max(case when e.live and e."Type" in {GrantSql.AccessTypes} and portal.is_self_contained(e."Id")
                then coalesce(e."ExpirationDate", 'infinity') end),
            f.id
        from family f
        join ended e on true
        left join "OpenIddictApplications" p on p."Id" = f.application_id
        group by f.id, f.subject, f.application_id, f.authorization_id, p."Id"
        returning
            {GrantSql.Receipt};

        select
            exists (select from portal.families f where {Known}) as "Known",
            exists (select from portal.families f where {Known} and {FirstParty}) as "FirstParty",
            {AccessSql.OwnerMayChange} as "Allowed",
            case when not {Offered} then 'not_offered' end as "Obstacle";
        """;

    private const string Listed = $"""
        from "OpenIddictTokens" t
        join "OpenIddictApplications" p on p."Id" = t."ApplicationId"
        left join "OpenIddictAuthorizations" a on a."Id" = t."AuthorizationId"
        left join portal.families f on f.id = {OfToken}
        where t."Type" in {GrantSql.RefreshTypes} and t."Status" = 'valid' and {GrantSql.Unexpired}
            and (t."AuthorizationId" is null or a."Status" = 'valid')
            and (@subject::text is null or t."Subject" = @subject)
            and (@clientId::text is null or p."ClientId" = @clientId)
        """;

    /// <summary>One row for each family with a live refresh token, and for each such token without a family.</summary>
    public const string List = $"""
        select
            f.id as "FamilyId", min(t."Id") as "TokenId", t."Subject", t."ApplicationId",
            min(t."AuthorizationId") as "AuthorizationId", p."ClientId", f.device_name as "DeviceName",
            coalesce(f.created_at, min(t."CreationDate")) as "CreatedAt",
            coalesce(f.last_exchange_at, max(t."CreationDate")) as "LastExchangeAt",
            max(coalesce(t."ExpirationDate", 'infinity')) as "ExpiresAt",
            coalesce(to_json(f.scopes)::text, min(a."Scopes")) as "Scopes", f.address_prefix as "AddressPrefix"
        {Listed}
        group by f.id, case when f.id is null then t."Id" end, t."Subject", t."ApplicationId", p."ClientId"
        order by coalesce(f.created_at, min(t."CreationDate")), min(t."Id")
        limit @take offset @skip
        """;

    public const string Count = $"""
        select count(distinct coalesce(f.id, t."Id"))::int
        {Listed}
        """;

    /// <summary>Gives a token that is older than families one, so that the id in the list can be used to end it.</summary>
    public const string Adopt = $"""
        insert into portal.families (
            id, subject, application_id, authorization_id, first_token_id, created_at, last_exchange_at)
        select @id, @subject, @applicationId, @authorizationId, @tokenId, @createdAt, @lastExchangeAt
        where {Offered}
        on conflict (id) do nothing
        """;

    public const int ForgottenAtOnce = 1000;

    /// <summary>Forgets families whose last token is gone, in portions: the server has pruned all of them.</summary>
    public const string Forget = $"""
        delete from portal.families
        where id in (
            select f.id
            from portal.families f
            where f.last_exchange_at < @before
                and not exists (
                    select from "OpenIddictTokens" t
                    where t."ApplicationId" = f.application_id and t."Subject" = f.subject
                        and ({OfToken} = f.id or t."Id" = f.first_token_id))
            limit 1000)
        """;
}

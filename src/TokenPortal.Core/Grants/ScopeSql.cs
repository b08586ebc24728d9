using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Servers;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Taking one permission from a grant. Tokens have no scope column, so that all access tokens of the grant end; the
/// authorization notes what was taken, and the server cuts it from whatever it issues under that authorization.
/// </summary>
internal static class ScopeSql
{
    private const string Properties = """coalesce(nullif(a."Properties", ''), '{}')::jsonb""";

    private const string Scopes = """coalesce(nullif(a."Scopes", ''), '[]')::jsonb""";

    /// <summary>
    /// The scopes of authorization `a` that were taken away and not given again since, as a text array. What is given
    /// again stands in its scopes.
    /// </summary>
    public const string Removed = $"""
        array(
            select jsonb_array_elements_text(coalesce({Properties} -> 'tokenportal_removed_scopes', '[]'))
            except
            select jsonb_array_elements_text({Scopes}))
        """;

    public const string RemovedOfAuthorization = $"""
        select unnest({Removed})
        from "OpenIddictAuthorizations" a
        where a."Id" = @authorizationId
        """;

    /// <summary>Whether an app cannot work without @scope. What the catalogue says of openid makes no difference.</summary>
    private const string Mandatory = """
        (@scope = 'openid' or exists (select from portal.scopes c where c.scope = @scope and c.mandatory))
        """;

    private const string Holding = $"""
        {GrantSql.OwnAuthorizations} and {GrantSql.NotFirstParty}
            and {AccessSql.OwnerMayChange} and {ServerSql.NarrowsRevocation} and not {Mandatory}
            and a."Status" = 'valid' and {Scopes} @> to_jsonb(array[@scope])
        """;

    /// <summary>
    /// Takes @scope from the authorizations of @subject and one app. Locks as <see cref="GrantSql.Revoke"/> does, and in
    /// the same order. A server that is issuing tokens meanwhile reads the authorization `for share` before it answers.
    /// A server without UseTokenPortal would give the scope back at the next refresh: there nothing is changed.
    /// </summary>
    public const string Remove = $"""
        select a."Id"
        from "OpenIddictAuthorizations" a
        where {GrantSql.OwnAuthorizations} and {GrantSql.NotFirstParty}
        order by a."Id"
        for update;

        with narrowed as (
            update "OpenIddictAuthorizations" a
            set "Scopes" = ({Scopes} - @scope)::text,
                "Properties" = ({Properties} || jsonb_build_object('tokenportal_removed_scopes',
                    coalesce({Properties} -> 'tokenportal_removed_scopes', '[]') || to_jsonb(array[@scope])))::text,
                "ConcurrencyToken" = gen_random_uuid()::text
            where {Holding}
            returning a."Id", a."ApplicationId"
        ),
        usable as (
            select t."Id", t."Status" = 'valid' and {GrantSql.Unexpired} as live
            from "OpenIddictTokens" t
            where {GrantSql.StillUsable} and {GrantSql.NotLongDead} and t."Type" in {GrantSql.AccessTypes}
                and t."AuthorizationId" = any(array(
                    select a."Id" from "OpenIddictAuthorizations" a where {Holding}))
            order by t."Id"
            for update
        ),
        ended as (
            update "OpenIddictTokens" t
            set "Status" = 'revoked'
            from usable u
            where t."Id" = u."Id"
            returning t."Id", t."AuthorizationId", t."ExpirationDate", u.live
        )
        insert into portal.history (
            {HistorySql.ActorColumns}, operation_id, at, subject, kind, application_id, authorization_id,
            client_id, app_name, grants, refresh_tokens, access_tokens, residual_until, scopes)
        select
            {HistorySql.ActorValues}, @operationId, @now, @subject, 'permission_removed', n."ApplicationId",
            case when n."ApplicationId" is null then min(n."Id") end,
            p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"), 0, 0,
            coalesce(sum(e.live_tokens), 0), max(e.residual_until), array[@scope]
        from narrowed n
        left join "OpenIddictApplications" p on p."Id" = n."ApplicationId"
        left join lateral (
            select
                count(*) filter (where e.live) as live_tokens,
                max(case when e.live and portal.is_self_contained(e."Id")
                    then coalesce(e."ExpirationDate", 'infinity') end) as residual_until
            from ended e
            where e."AuthorizationId" = n."Id"
        ) e on true
        group by n."ApplicationId", p."Id"
        returning
            {GrantSql.Receipt};

        select
            exists (select from "OpenIddictAuthorizations" a where {GrantSql.OwnAuthorizations}) as "Known",
            exists (select from "OpenIddictApplications" p
                where p."Id" = @applicationId and p."ClientId" = any(@firstPartyClientIds)) as "FirstParty",
            {AccessSql.OwnerMayChange} as "Allowed",
            case when not {ServerSql.NarrowsRevocation} then 'not_offered' when {Mandatory} then 'mandatory' end
                as "Obstacle";
        """;
}

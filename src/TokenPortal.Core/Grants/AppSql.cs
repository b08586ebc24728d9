using TokenPortal.Core.Devices;
using TokenPortal.Core.Servers;

namespace TokenPortal.Core.Grants;

/// <summary>The statements about one app of one person.</summary>
internal static class AppSql
{
    private const string Registration = """
        select p."ClientType", p."Properties"
        from "OpenIddictApplications" p
        where p."Id" = @applicationId
        """;

    /// <summary>One row for each family with a live refresh token, and for each such token without a family.</summary>
    public const string Devices = $"""
        select
            f.id as "FamilyId", min(t."Id") as "TokenId", t."Subject", t."ApplicationId",
            min(t."AuthorizationId") as "AuthorizationId", f.device_name as "DeviceName",
            coalesce(f.created_at, min(t."CreationDate")) as "CreatedAt",
            coalesce(f.last_exchange_at, max(t."CreationDate")) as "LastExchangeAt",
            max(coalesce(t."ExpirationDate", 'infinity')) as "ExpiresAt", f.address_prefix as "AddressPrefix",
            (select u.last_used_at from portal.uses u
                where u.subject = @subject and u.application_id = @applicationId and u.family_id = f.id) as "LastUsedAt"
        from "OpenIddictTokens" t
        left join "OpenIddictAuthorizations" a on a."Id" = t."AuthorizationId"
        left join portal.families f on f.id = {FamilySql.OfToken}
        where t."Subject" = @subject
            and t."Type" in {GrantSql.RefreshTypes} and t."Status" = 'valid' and {GrantSql.Unexpired}
            and (t."AuthorizationId" is null or a."Status" = 'valid')
            and (t."ApplicationId" = @applicationId
                or (t."ApplicationId" is null and t."AuthorizationId" = @authorizationId)
                or (@unattached and t."ApplicationId" is null and t."AuthorizationId" is null))
        group by f.id, case when f.id is null then t."Id" end, t."Subject", t."ApplicationId"
        """;

    /// <summary>The whole page of an app, as one command: the person's apps, and what belongs to the one.</summary>
    public const string Detail = $"""
        {GrantSql.List};

        {Registration};

        {Devices};

        {ScopeFactsSql.List};

        select {ServerSql.NarrowsRevocation};
        """;
}

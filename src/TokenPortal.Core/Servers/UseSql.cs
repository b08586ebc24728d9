using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Servers;

/// <summary>The statements over the uses of tokens.</summary>
internal static class UseSql
{
    /// <summary>
    /// Writes what was noted, one row for each app and device. Two servers that write at once go in the same order. A token
    /// without a person, or one that is a program's own, belongs to nobody's page.
    /// </summary>
    public const string Record = $"""
        insert into portal.uses as u (subject, application_id, family_id, last_used_at, address_prefix)
        select
            t."Subject", t."ApplicationId", coalesce({FamilySql.OfToken}, ''), max(n.at),
            (array_agg(n.address_prefix order by n.at desc) filter (where n.address_prefix is not null))[1]
        from unnest(@tokenIds, @times, @addressPrefixes) n (token_id, at, address_prefix)
        join "OpenIddictTokens" t on t."Id" = n.token_id
        join "OpenIddictApplications" p on p."Id" = t."ApplicationId" and p."ClientId" <> t."Subject"
        group by 1, 2, 3
        order by 1, 2, 3
        on conflict (subject, application_id, family_id) do update
        set last_used_at = greatest(u.last_used_at, excluded.last_used_at),
            address_prefix = case when excluded.last_used_at < u.last_used_at
                then coalesce(u.address_prefix, excluded.address_prefix)
                else coalesce(excluded.address_prefix, u.address_prefix) end
        """;

    public const int ForgottenAtOnce = 1000;

    /// <summary>
    /// Forgets, in portions, what no page can show any more: uses of an app that the person has no grant or token of, and
    /// those of forgotten devices, but for the app's last one.
    /// </summary>
    public const string Forget = """
        delete from portal.uses u
        where (u.subject, u.application_id, u.family_id) in (
            select o.subject, o.application_id, o.family_id
            from portal.uses o
            where o.last_used_at < @before
                and ((not exists (select from portal.families f where f.id = o.family_id)
                        and exists (select from portal.uses n
                            where n.subject = o.subject and n.application_id = o.application_id
                                and n.last_used_at > o.last_used_at))
                    or (not exists (select from "OpenIddictAuthorizations" a
                            where a."Subject" = o.subject and a."ApplicationId" = o.application_id)
                        and not exists (select from "OpenIddictTokens" t
                            where t."Subject" = o.subject and t."ApplicationId" = o.application_id)))
            limit 1000)
        """;
}

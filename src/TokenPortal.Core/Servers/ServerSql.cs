namespace TokenPortal.Core.Servers;

/// <summary>The statements over what the authorization server says of itself.</summary>
internal static class ServerSql
{
    /// <summary>
    /// Whether a server that ends single devices and permissions (UseTokenPortal) has been heard of lately. By the clock of
    /// the database, which both sides have in common.
    /// </summary>
    public const string NarrowsRevocation = """
        exists (select from portal.server_features o
            where o.feature = 'narrow_revocation' and o.last_seen_at > now() - interval '10 minutes')
        """;

    public const string Announce = """
        insert into portal.server_features (feature, last_seen_at)
        values ('narrow_revocation', now())
        on conflict (feature) do update set last_seen_at = now()
        """;
}

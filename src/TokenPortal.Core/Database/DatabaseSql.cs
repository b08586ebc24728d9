namespace TokenPortal.Core.Database;

internal static class DatabaseSql
{
    /// <summary>From the catalog and not information_schema, which hides columns that the asking role may not read.</summary>
    public const string Columns = """
        select c.relname::text as "Table", a.attname::text as "Column", format_type(a.atttypid, null) as "Type"
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        where c.oid = any(array(select to_regclass(t) from unnest(@tables) t)::oid[])
        """;

    /// <summary>The guard counts as installed when it is switched on: a disabled trigger guards nothing.</summary>
    public const string GuardInstalled = """
        select exists (
            select from pg_trigger
            where tgrelid = to_regclass('"OpenIddictTokens"') and tgname = 'tokenportal_guard' and tgenabled in ('O', 'A'))
        """;

    public const string AttachedToServer = """
        select tgname::text as "Name"
        from pg_trigger
        where tgrelid in (to_regclass('"OpenIddictTokens"'), to_regclass('"OpenIddictAuthorizations"'))
            and tgenabled in ('O', 'A')
        union all
        select c.relname::text
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where i.indrelid in (to_regclass('"OpenIddictTokens"'), to_regclass('"OpenIddictAuthorizations"'))
            and i.indisvalid
        """;

    /// <summary>Indexes that a failed concurrent build left behind.</summary>
    public const string InvalidIndexes = """
        select c.relname::text
        from pg_index i
        join pg_class c on c.oid = i.indexrelid
        where i.indrelid in (to_regclass('"OpenIddictTokens"'), to_regclass('"OpenIddictAuthorizations"'))
            and not i.indisvalid and c.relname like 'tokenportal\_%'
        """;

    public const string SchemaVersions = "select v.name from portal.schema_versions v";

    public const string SchemaVersionsExist = "select to_regclass('portal.schema_versions') is not null";

    public const string ServerSchema = """
        select quote_ident(n.nspname)
        from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        where c.oid = to_regclass('"OpenIddictTokens"')
        """;

    public const string RolesExist = """
        select count(*) = 2 from pg_roles where rolname in ('tokenportal_migrator', 'tokenportal_runtime')
        """;

    /// <summary>What the run-time role must not be able to read. One row for each column that it can.</summary>
    public const string SecretsReadable = """
        select s."table" || '.' || s."column"
        from (values
            ('OpenIddictTokens', 'Payload'),
            ('OpenIddictTokens', 'ReferenceId'),
            ('OpenIddictApplications', 'ClientSecret')) s("table", "column")
        join pg_attribute a on a.attrelid = to_regclass(quote_ident(s."table")) and a.attname = s."column"
        where has_column_privilege(a.attrelid, a.attnum, 'select')
        """;
}

-- The three database roles of a TokenPortal installation. Run once by a database administrator, and again after an
-- upgrade that says so; running it again changes nothing else.
--
--   the server's owner     owns the OpenIddict tables. Exists already; nothing is taken from it.
--   tokenportal_migrator   owns schema portal and may put the guard and the indexes on the server's tables, for which
--                          PostgreSQL asks for membership in their owner. For `database apply` only, never at run time.
--   tokenportal_runtime    what the portal works with: reads named columns (never a payload, a reference id or a
--                          client secret), changes only a status, scopes, properties and the concurrency token, and can
--                          add to the history but not rewrite it.
--
-- Both are group roles without login: grant them to login roles of your own.
do $$
begin
    if not exists (select from pg_roles where rolname = 'tokenportal_migrator') then
        create role tokenportal_migrator nologin;
    end if;
    if not exists (select from pg_roles where rolname = 'tokenportal_runtime') then
        create role tokenportal_runtime nologin;
    end if;
end
$$;

do $$
declare
    server_owner name;
    server_schema name;
begin
    select pg_get_userbyid(c.relowner), n.nspname into strict server_owner, server_schema
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    where c.oid = '"OpenIddictTokens"'::regclass;

    execute format('grant %I to tokenportal_migrator', server_owner);
    execute format('grant usage on schema %I to tokenportal_migrator, tokenportal_runtime', server_schema);
end
$$;

create schema if not exists portal authorization tokenportal_migrator;
grant usage on schema portal to tokenportal_runtime;

grant select ("Id", "ClientId", "ClientType", "ConsentType", "DisplayName", "DisplayNames", "Properties")
    on "OpenIddictApplications" to tokenportal_runtime;

grant select ("Id", "ApplicationId", "ConcurrencyToken", "CreationDate", "Properties", "Scopes", "Status", "Subject",
              "Type"),
      update ("Status", "Scopes", "Properties", "ConcurrencyToken")
    on "OpenIddictAuthorizations" to tokenportal_runtime;

grant select ("Id", "ApplicationId", "AuthorizationId", "ConcurrencyToken", "CreationDate", "ExpirationDate",
              "Properties", "RedemptionDate", "Status", "Subject", "Type"),
      update ("Status", "Properties", "ConcurrencyToken")
    on "OpenIddictTokens" to tokenportal_runtime;

grant select ("Id", "Name", "DisplayName", "DisplayNames", "Description", "Descriptions")
    on "OpenIddictScopes" to tokenportal_runtime;

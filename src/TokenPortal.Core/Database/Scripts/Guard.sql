-- Everything that TokenPortal puts on the server's own tables: the guard, the hint for open pages, the note of removed
-- apps, and the indexes that lists need. `database apply` runs it, `database remove-guard` takes all of it off again.
-- It gives the server's role no right in schema portal, and asks nothing of it.
--
-- A line of dashes parts the statements: indexes are built concurrently, so that the server goes on working, and that
-- cannot be done inside a transaction.

-- Why the guard: a refresh that was validated before a revoke inserts fresh tokens after it, and rewrites old ones as
-- a whole row. Under a revoked authorization every token becomes revoked, and a revoked token stays so.
-- On insert the authorization is locked FOR SHARE, so that insert and revoke wait for each other. On update it is read
-- without a lock: the token row itself orders the two there, and a lock would deadlock with the revoke.
create or replace function portal.guard_token_status() returns trigger
    language plpgsql set search_path from current
    as $$
declare
    authorization_status text;
begin
    if new."Status" = 'revoked' then
        return new;
    end if;

    if tg_op = 'UPDATE' and old."Status" = 'revoked' then
        new."Status" := 'revoked';
        return new;
    end if;

    if new."AuthorizationId" is null then
        return new;
    end if;

    if tg_op = 'INSERT' then
        select a."Status" into authorization_status
        from "OpenIddictAuthorizations" a where a."Id" = new."AuthorizationId" for share;
    else
        select a."Status" into authorization_status
        from "OpenIddictAuthorizations" a where a."Id" = new."AuthorizationId";
    end if;

    if authorization_status = 'revoked' then
        new."Status" := 'revoked';
    end if;
    return new;
end
$$;
----------------------------------------------------------------------------------------------------------------------
create or replace trigger tokenportal_guard
    before insert or update on "OpenIddictTokens"
    for each row execute function portal.guard_token_status();
----------------------------------------------------------------------------------------------------------------------
-- The hint names the subject only as a hash: any session of the database can listen. The portal's own writes are left
-- out, because it sends its hint after the commit.
create or replace function portal.hint_grant_change() returns trigger
    language plpgsql set search_path from current
    as $$
declare
    changed record;
begin
    if current_setting('application_name') = 'tokenportal' then
        return null;
    end if;
    if tg_op = 'DELETE' then changed := old; else changed := new; end if;
    if changed."Subject" is not null then
        perform pg_notify('tokenportal_grants', encode(sha256(convert_to(changed."Subject", 'UTF8')), 'hex'));
    end if;
    return null;
end
$$;
----------------------------------------------------------------------------------------------------------------------
create or replace trigger tokenportal_hint
    after insert or update of "Status", "Scopes" or delete on "OpenIddictAuthorizations"
    for each row execute function portal.hint_grant_change();
----------------------------------------------------------------------------------------------------------------------
-- The server deletes an app together with its authorizations, so the portal could not say where the app went. Runs as
-- its owner, who may write history; whatever goes wrong here must not stop the server's own work.
create or replace function portal.record_removed_app() returns trigger
    language plpgsql security definer set search_path from current
    as $$
begin
    insert into portal.history (operation_id, at, subject, actor, reason, kind, application_id, client_id, app_name,
                                grants, refresh_tokens, access_tokens)
    select gen_random_uuid(), now(), old."Subject", session_user, 'issuer', 'app_removed', old."ApplicationId",
           p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"), 1, 0, 0
    from "OpenIddictApplications" p where p."Id" = old."ApplicationId";
    return null;
exception when others then
    raise warning 'TokenPortal could not record a removed app: %', sqlerrm;
    return null;
end
$$;
----------------------------------------------------------------------------------------------------------------------
create or replace trigger tokenportal_removed
    after delete on "OpenIddictAuthorizations"
    for each row when (old."Status" = 'valid' and old."Type" = 'permanent' and old."Subject" is not null)
    execute function portal.record_removed_app();
----------------------------------------------------------------------------------------------------------------------
-- OpenIddict has no index that leads with the subject.
create index concurrently if not exists tokenportal_authorizations_subject
    on "OpenIddictAuthorizations" ("Subject", "Status");
----------------------------------------------------------------------------------------------------------------------
create index concurrently if not exists tokenportal_tokens_unattached
    on "OpenIddictTokens" ("Subject") where "AuthorizationId" is null;

-- Everything that TokenPortal puts on the server's own tables: the guard, the hint for open pages, the notes of connected
-- and removed apps, and the indexes that lists need. `database apply` runs it, `database remove-guard` takes all of it off again.
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
-- its owner, who may write history. Whatever goes wrong here must not stop the server's own work: a row that cannot be
-- written, as when its chain was written meanwhile and the server deletes apps in a serializable transaction, is left
-- out alone. Each row locks its subject's chain: in the order of subjects, so that two deletions never wait in a circle.
create or replace function portal.record_removed_app() returns trigger
    language plpgsql security definer set search_path from current set lock_timeout = '1s'
    as $$
declare
    lost record;
begin
    for lost in
        select r."Subject" as subject, p."Id" as application_id, p."ClientId" as client_id,
               coalesce(nullif(p."DisplayName", ''), p."ClientId") as app_name, count(*)::int as grants
        from removed r
        join "OpenIddictApplications" p on p."Id" = r."ApplicationId"
        where r."Status" = 'valid' and r."Type" = 'permanent' and r."Subject" is not null
        group by r."Subject", p."Id"
        order by r."Subject", p."Id"
    loop
        begin
            insert into portal.history (operation_id, at, subject, actor, reason, kind, application_id, client_id,
                                        app_name, grants, refresh_tokens, access_tokens)
            values (gen_random_uuid(), now(), lost.subject, session_user, 'issuer', 'app_removed', lost.application_id,
                    lost.client_id, lost.app_name, lost.grants, 0, 0);
        exception when others then
            raise warning 'TokenPortal could not record a removed app: %', sqlerrm;
        end;
    end loop;
    return null;
exception when others then
    raise warning 'TokenPortal could not record removed apps: %', sqlerrm;
    return null;
end
$$;
----------------------------------------------------------------------------------------------------------------------
create or replace trigger tokenportal_removed
    after delete on "OpenIddictAuthorizations"
    referencing old table as removed
    for each statement execute function portal.record_removed_app();
----------------------------------------------------------------------------------------------------------------------
-- A new app is news. A second set of scopes of an app that the user has already is not a new app. As above, the server's
-- own work goes on whatever goes wrong here.
create or replace function portal.record_connected_app() returns trigger
    language plpgsql security definer set search_path from current set lock_timeout = '1s'
    as $$
begin
    insert into portal.history (operation_id, at, subject, actor, reason, kind, application_id, authorization_id,
                                client_id, app_name, grants, refresh_tokens, access_tokens, scopes)
    select gen_random_uuid(), now(), new."Subject", session_user, 'issuer', 'app_connected', p."Id", new."Id",
           p."ClientId", coalesce(nullif(p."DisplayName", ''), p."ClientId"), 1, 0, 0,
           array(select jsonb_array_elements_text(coalesce(nullif(new."Scopes", ''), '[]')::jsonb))
    from "OpenIddictApplications" p
    where p."Id" = new."ApplicationId"
        and not exists (
            select from "OpenIddictAuthorizations" a
            where a."ApplicationId" = new."ApplicationId" and a."Status" = 'valid' and a."Subject" = new."Subject"
                and a."Type" = 'permanent' and a."Id" <> new."Id");
    return null;
exception when others then
    raise warning 'TokenPortal could not record a connected app: %', sqlerrm;
    return null;
end
$$;
----------------------------------------------------------------------------------------------------------------------
create or replace trigger tokenportal_connected
    after insert on "OpenIddictAuthorizations"
    for each row when (new."Status" = 'valid' and new."Type" = 'permanent' and new."Subject" is not null)
    execute function portal.record_connected_app();
----------------------------------------------------------------------------------------------------------------------
-- OpenIddict has no index that leads with the subject.
create index concurrently if not exists tokenportal_authorizations_subject
    on "OpenIddictAuthorizations" ("Subject", "Status");
----------------------------------------------------------------------------------------------------------------------
create index concurrently if not exists tokenportal_tokens_unattached
    on "OpenIddictTokens" ("Subject") where "AuthorizationId" is null;
----------------------------------------------------------------------------------------------------------------------
-- What a list shows of a grant's tokens stands in here, so that it reads no token row; and a revoke finds, of a grant with
-- a long past, only what has not expired long ago.
create index concurrently if not exists tokenportal_tokens_authorization
    on "OpenIddictTokens" ("AuthorizationId", coalesce("ExpirationDate", 'infinity'))
    include ("Status", "Type", "CreationDate", "ExpirationDate", "RedemptionDate")
    where "AuthorizationId" is not null;
----------------------------------------------------------------------------------------------------------------------
-- Self-contained access tokens, which a list names the end of. Empty where the server issues reference tokens.
create index concurrently if not exists tokenportal_tokens_self_contained
    on "OpenIddictTokens" ("AuthorizationId", coalesce("ExpirationDate", 'infinity'))
    where "ReferenceId" is null and "Status" = 'valid'
        and "Type" in ('urn:ietf:params:oauth:token-type:access_token', 'access_token');

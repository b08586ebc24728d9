-- Why: the server prunes dead authorizations and tokens after 14 days, so what happened to whose access is kept here.
-- The roles are made by Roles.sql before this runs. The run-time role may add to the history and read it, nothing more.
create table portal.history (
    id bigint generated always as identity primary key,
    operation_id uuid not null,
    at timestamptz not null,
    subject text not null,
    actor text not null,
    reason text not null check (reason in ('user', 'issuer')),
    kind text not null check (kind in ('access_revoked', 'app_removed')),
    application_id text,
    authorization_id text,
    client_id text,
    app_name text,
    grants integer not null check (grants >= 0),
    refresh_tokens integer not null check (refresh_tokens >= 0),
    access_tokens integer not null check (access_tokens >= 0),
    residual_until timestamptz
);

comment on table portal.history is 'One row for each effect: who ended which app''s access to whose account, and how much ended.';
comment on column portal.history.operation_id is 'Names the call, so that a caller who never heard the answer can look it up.';
comment on column portal.history.residual_until is 'Until when a self-contained access token may still be accepted; infinity when it never expires.';

create index history_subject_at on portal.history (subject, at desc);
create index history_operation on portal.history (operation_id);
create index history_at on portal.history (at);

grant select, insert on portal.history to tokenportal_runtime;

create table portal.people (
    subject text primary key,
    email text,
    name text,
    roles text[] not null,
    first_signed_in_at timestamptz not null,
    last_signed_in_at timestamptz not null
);

comment on table portal.people is 'Who has signed in to the portal, with the identity provider''s claims of the last time.';

grant select, insert, update on portal.people to tokenportal_runtime;

-- Whether a token is self-contained shows in its having no reference id. The run-time role may not read that column,
-- so it asks this function, which answers yes or no.
create function portal.is_self_contained(token_id text) returns boolean
    language sql stable security definer set search_path from current
    as $$ select t."ReferenceId" is null from "OpenIddictTokens" t where t."Id" = token_id $$;

revoke execute on function portal.is_self_contained(text) from public;
grant execute on function portal.is_self_contained(text) to tokenportal_runtime;

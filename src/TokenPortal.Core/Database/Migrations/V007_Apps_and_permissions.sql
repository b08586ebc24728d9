-- Why: a page about one app says what only the authorization server sees (which devices, when the app was last used), and
-- offers what only a server with UseTokenPortal can keep to. Both the server and the portal work here as the run-time role.
create table portal.server_features (
    feature text primary key,
    last_seen_at timestamptz not null
);

comment on table portal.server_features is 'What the authorization server can do, as it says itself, again and again while it runs.';
comment on column portal.server_features.last_seen_at is 'By the database''s clock, on both sides: the clocks of the server and of the portal need not agree.';

grant select, insert, update on portal.server_features to tokenportal_runtime;

-- When an app was last used is kept apart from the families: what notes a use must never wait for, or hold up, a token
-- response, which locks the family's row.
create table portal.uses (
    subject text not null,
    application_id text not null,
    family_id text not null,
    last_used_at timestamptz not null,
    address_prefix text,
    primary key (subject, application_id, family_id)
);

comment on table portal.uses is 'When the authorization server last saw a token of an app at work: issued, exchanged or introspected.';
comment on column portal.uses.family_id is 'The device, or empty for tokens that belong to no family.';
comment on column portal.uses.address_prefix is 'The network of the last exchange, not the address: /24 or /48. Introspection comes from an API and does not set it.';

create index uses_last_used_at on portal.uses (last_used_at);

grant select, insert, update, delete on portal.uses to tokenportal_runtime;

-- What the operator says of the server's scopes beyond their texts. A scope that is not in here is unknown, and shown so.
create table portal.scopes (
    scope text primary key check (scope ~ '^[\x21\x23-\x5b\x5d-\x7e]+$'),
    reach text not null check (reach in ('identity', 'read', 'write', 'offline')),
    group_name text not null check (group_name ~ '^[a-z][a-z0-9_-]{0,39}$'),
    risk text not null check (risk in ('low', 'elevated', 'high')),
    mandatory boolean not null default false
);

comment on table portal.scopes is 'The scope catalogue: how far each permission reaches. Operators edit it: scopes set, scopes remove.';
comment on column portal.scopes.scope is 'The scope, in the characters of RFC 6749 section 3.3.';
comment on column portal.scopes.reach is 'identity: who the person is; read: see data; write: change data or act; offline: come back without the person.';
comment on column portal.scopes.group_name is 'The key of what it is about, such as calendar: permissions of one group are shown together.';
comment on column portal.scopes.mandatory is 'The app cannot work without it: it is not taken away alone. openid always counts as mandatory.';

insert into portal.scopes (scope, reach, group_name, risk, mandatory) values
    ('openid', 'identity', 'account', 'low', true),
    ('profile', 'identity', 'account', 'low', false),
    ('email', 'identity', 'account', 'low', false),
    ('phone', 'identity', 'account', 'elevated', false),
    ('address', 'identity', 'account', 'elevated', false),
    ('roles', 'identity', 'account', 'low', false),
    ('offline_access', 'offline', 'account', 'elevated', false),
    ('read:current_user_device_credentials', 'read', 'devices', 'low', false),
    ('delete:current_user_device_credentials', 'write', 'devices', 'elevated', false),
    ('read:device_credentials', 'read', 'devices', 'high', false),
    ('delete:device_credentials', 'write', 'devices', 'high', false);

grant select on portal.scopes to tokenportal_runtime;

-- An app is new to a person until they say that they have seen it. The first sign-in to the portal is the beginning; for
-- people who are here already, it is now.
alter table portal.people add column apps_seen_at timestamptz;

comment on column portal.people.apps_seen_at is 'Apps connected until then are not new. Null: until the first sign-in.';

update portal.people set apps_seen_at = now();

grant update (apps_seen_at) on portal.people to tokenportal_runtime;

create table portal.seen_apps (
    subject text not null,
    app_id text not null,
    seen_at timestamptz not null,
    primary key (subject, app_id)
);

comment on table portal.seen_apps is 'Single apps that a person has seen, beside what people.apps_seen_at says of all.';
comment on column portal.seen_apps.app_id is 'The application''s id, or the authorization''s where there is no application.';

grant select, insert, update, delete on portal.seen_apps to tokenportal_runtime;

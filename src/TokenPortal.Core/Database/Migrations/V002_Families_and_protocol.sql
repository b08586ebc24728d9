-- A refresh token family is what one sign-in of one device brought: its refresh tokens, carried through rotation, and
-- the access tokens made from them. The server keeps a row for each, so that one device can be ended for certain: it
-- takes the row before it answers, and so does whoever ends the family.
create table portal.families (
    id text primary key check (id ~ '^dcr_[A-Za-z0-9]{16}$'),
    subject text not null,
    application_id text not null,
    authorization_id text,
    first_token_id text not null,
    device_name text,
    address_prefix text,
    scopes text[],
    created_at timestamptz not null,
    last_exchange_at timestamptz not null,
    ended_at timestamptz
);

comment on table portal.families is 'One row for each refresh token family; its tokens carry its id in their properties.';
comment on column portal.families.first_token_id is 'The refresh token that the id was made from; it may be without the mark, when it is older than this table.';
comment on column portal.families.address_prefix is 'The network of the last exchange, not the address: /24 or /48.';

create index families_subject on portal.families (subject, application_id);
create index families_last_exchange_at on portal.families (last_exchange_at);

grant select, insert, update, delete on portal.families to tokenportal_runtime;

-- What clients do over the protocol, and what the server finds out, stands in the history too.
alter table portal.history
    drop constraint history_reason_check,
    drop constraint history_kind_check,
    add constraint history_reason_check check (reason in ('user', 'issuer', 'api', 'replay')),
    add constraint history_kind_check check (kind in (
        'access_revoked', 'app_removed', 'device_removed', 'token_revoked', 'permission_removed', 'foreign_token_refused')),
    add column family_id text,
    add column scopes text[];

comment on column portal.history.family_id is 'The device that was cut off, for device_removed.';
comment on column portal.history.scopes is 'What was taken away, for permission_removed.';

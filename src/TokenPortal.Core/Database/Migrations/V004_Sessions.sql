-- Why: a sign-in session that lives on the server can be ended there, for certain and at once: a cookie that was copied
-- before is worthless then. The table holds no key: a cookie's random key is stored as its hash, and the ticket, which
-- says who it is, is sealed by the portal's data protection and bound to that hash.
create table portal.sessions (
    id uuid primary key,
    key_hash bytea not null unique check (length(key_hash) = 32),
    subject text not null,
    ticket bytea not null,
    signed_in_at timestamptz not null,
    authenticated_at timestamptz,
    last_seen_at timestamptz not null,
    idle_ends_at timestamptz not null,
    ends_at timestamptz not null,
    ended_at timestamptz,
    end_reason text check (end_reason in ('signed_out', 'replaced', 'user', 'operator', 'suspended')),
    address_prefix text,
    browser text,
    support_session uuid,
    check ((ended_at is null) = (end_reason is null))
);

comment on table portal.sessions is 'One row for each sign-in of a browser at the portal.';
comment on column portal.sessions.id is 'The handle by which the portal speaks of it; opens nothing.';
comment on column portal.sessions.key_hash is 'SHA-256 of the key in the cookie.';
comment on column portal.sessions.authenticated_at is 'When the person proved who they are, as the issuer says (auth_time); null if it does not say.';
comment on column portal.sessions.idle_ends_at is 'Moves with use, up to ends_at, which does not move.';
comment on column portal.sessions.address_prefix is 'The network, not the address: /24 or /48.';

create index sessions_subject on portal.sessions (subject) where ended_at is null;
create index sessions_ends_at on portal.sessions (ends_at);

grant select, insert, update, delete on portal.sessions to tokenportal_runtime;

alter table portal.people
    add column suspended_at timestamptz,
    add column language text;

comment on column portal.people.suspended_at is 'Since when an operator keeps this person out; null for all others.';
comment on column portal.people.language is 'The language that the person chose; null while they chose none.';

-- To suspend is an operator's act: the portal itself can neither do it nor undo it.
revoke insert, update on portal.people from tokenportal_runtime;
grant insert (subject, email, name, roles, first_signed_in_at, last_signed_in_at, language),
      update (email, name, roles, last_signed_in_at, language)
    on portal.people to tokenportal_runtime;

-- Support staff can look at a user's page, with a reason, for a time, and as far as the user lets them. Each such look is
-- a row here, kept as long as the history that tells of it.
create table portal.support_settings (
    subject text primary key,
    choice text not null check (choice in ('with_reason', 'when_allowed', 'never')),
    allowed_until timestamptz,
    changed_at timestamptz not null
);

comment on table portal.support_settings is 'What a person lets support do. Without a row: look, with a reason.';
comment on column portal.support_settings.allowed_until is 'For when_allowed: until when support may look.';

create table portal.break_glass_requests (
    id uuid primary key,
    requester text not null,
    subject text not null,
    reason text not null,
    ticket text not null,
    note text,
    minutes integer not null check (minutes in (15, 30, 60)),
    requested_at timestamptz not null,
    expires_at timestamptz not null,
    answered_at timestamptz,
    answered_by text,
    approved boolean,
    used_at timestamptz,
    check (answered_by is distinct from requester)
);

comment on table portal.break_glass_requests is 'Requests to open an account whose owner has closed it to support; a second staff member answers.';

create index break_glass_requests_expires_at on portal.break_glass_requests (expires_at);

create table portal.support_sessions (
    id uuid primary key,
    actor text not null,
    subject text not null check (subject <> actor),
    reason text not null,
    ticket text not null,
    note text,
    started_at timestamptz not null,
    ends_at timestamptz not null check (ends_at <= started_at + interval '60 minutes'),
    ended_at timestamptz,
    end_reason text check (end_reason in
        ('staff', 'user', 'time', 'replaced', 'role_lost', 'signed_out', 'operator', 'setting')),
    break_glass uuid unique references portal.break_glass_requests (id) on delete set null
);

comment on table portal.support_sessions is 'Each time that support looks at somebody''s page. The sign-in session that looks points here.';

-- One at a time: a second one replaces the first.
create unique index support_sessions_actor on portal.support_sessions (actor) where ended_at is null;
create index support_sessions_subject on portal.support_sessions (subject, started_at desc);

grant select, insert, update on portal.support_settings, portal.break_glass_requests, portal.support_sessions
    to tokenportal_runtime;

-- A directory that an operator plugs in can know people who have not signed in to the portal yet.
alter table portal.people
    alter column first_signed_in_at drop not null,
    alter column last_signed_in_at drop not null;

create index people_email on portal.people (lower(email));

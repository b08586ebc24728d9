-- Why: people are told by e-mail what happened to their access. The note to tell them is written by the database in the
-- same transaction as the history row, whichever program wrote that: what was rolled back tells nobody, and what was
-- committed cannot be forgotten, whether the mail server is there or not.
create table portal.notices (
    id uuid primary key default gen_random_uuid(),
    history_id bigint not null references portal.history (id) on delete cascade,
    operation_id uuid not null,
    kind text not null check (kind in (
        'support_started', 'support_ended', 'break_glass_approved', 'app_removed_by_support', 'all_access_removed',
        'app_connected', 'token_replayed')),
    subject text not null,
    created_at timestamptz not null,
    attempts integer not null default 0,
    next_attempt_at timestamptz not null,
    claimed_until timestamptz,
    sent_at timestamptz,
    skipped_at timestamptz,
    dead_at timestamptz,
    last_error text check (length(last_error) <= 300),
    check (num_nonnulls(sent_at, skipped_at, dead_at) <= 1),
    unique (operation_id, kind, subject)
);

comment on table portal.notices is 'The outbox: who is to be told what by e-mail. A row goes with its history row.';
comment on column portal.notices.history_id is 'The first row of what the notice is about; all of its operation''s rows belong to it.';
comment on column portal.notices.subject is 'The recipient: the person whose account it is about.';
comment on column portal.notices.attempts is 'Counted when a sender takes the notice, so that one that kills its sender comes to an end too.';
comment on column portal.notices.claimed_until is 'Until when one sender has it to itself.';
comment on column portal.notices.skipped_at is 'Not to be sent: no address, an app of the operator''s own, or mail was off.';
comment on column portal.notices.dead_at is 'Given up after the last try; an operator looks at it and may try again.';

create index notices_due on portal.notices (next_attempt_at)
    where sent_at is null and skipped_at is null and dead_at is null;
create index notices_dead on portal.notices (dead_at) where dead_at is not null;
create index notices_history on portal.notices (history_id);
create index notices_subject on portal.notices (subject);

-- Only the trigger adds a notice. What a notice is about cannot be changed by those who send it.
grant select, update (attempts, next_attempt_at, claimed_until, sent_at, skipped_at, dead_at, last_error)
    on portal.notices to tokenportal_runtime;

-- A supporter's own history tells of the same support session: that row is about nobody else's account, and nobody is
-- told.
--
-- One notice for each operation and kind: whoever removes everything is told once. A single removal writes exactly one
-- row of access_revoked, because it names one app; only removing everything writes several in one operation. Removing
-- everything when there is one app is the same act as removing that app, and tells as much: nothing.
create function portal.enqueue_notices() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    insert into portal.notices (history_id, operation_id, kind, subject, created_at, next_attempt_at)
    select min(k.id), k.operation_id, k.notice, k.subject, min(k.at), min(k.at)
    from (
        select a.id, a.operation_id, a.subject, a.at,
            case
                when a.reason = 'support' and a.subject = a.actor then null
                when a.kind in ('support_started', 'support_ended', 'break_glass_approved', 'app_connected') then a.kind
                when a.kind in ('access_revoked', 'device_removed', 'token_revoked') and a.reason = 'replay'
                    then 'token_replayed'
                when a.kind = 'access_revoked' and a.reason = 'support' then 'app_removed_by_support'
                when a.kind = 'access_revoked' and a.reason = 'user'
                    and count(*) over (partition by a.operation_id, a.subject, a.kind) > 1 then 'all_access_removed'
            end as notice
        from added a
    ) k
    where k.notice is not null
    group by k.operation_id, k.notice, k.subject
    on conflict (operation_id, kind, subject) do nothing;
    return null;
end
$$;

revoke execute on function portal.enqueue_notices() from public;

create trigger enqueue_notices
    after insert on portal.history
    referencing new table as added
    for each statement execute function portal.enqueue_notices();

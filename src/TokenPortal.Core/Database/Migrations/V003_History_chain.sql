-- Why: people and operators trust the history only as far as they can tell that nobody changed it afterwards. Each
-- person's rows form a chain: a row carries a hash over itself and over the row before, so that a changed, missing or
-- swapped row breaks the chain from there on. One chain for each person, because a single one would queue every revoke.
--
-- Rows also say more about who acted: from which network and browser, and in which support session.
alter table portal.history
    drop constraint history_reason_check,
    drop constraint history_kind_check,
    add constraint history_reason_check check (reason in ('user', 'support', 'api', 'replay', 'inactive', 'issuer')),
    add constraint history_kind_check check (kind in (
        'access_revoked', 'app_removed', 'device_removed', 'token_revoked', 'permission_removed',
        'foreign_token_refused', 'app_connected', 'access_refused',
        'support_started', 'support_ended', 'support_refused', 'support_setting_changed',
        'break_glass_requested', 'break_glass_approved', 'break_glass_refused',
        'session_ended', 'history_exported', 'person_suspended', 'person_restored', 'history_erased')),
    add column address_prefix text,
    add column browser text,
    add column support_session uuid,
    add column support_reason text,
    add column ticket text,
    add column note text,
    add column seq bigint,
    add column hash bytea;

comment on column portal.history.address_prefix is 'The network that it was done from, not the address: /24 or /48.';
comment on column portal.history.seq is 'The row''s place in its subject''s chain, from 1 on without a gap.';
comment on column portal.history.hash is 'sha256 over the hash of the row before and this row''s text: portal.history_text.';

-- A chain is named by a hash of its subject: it outlives the person's rows, and says nothing about the person.
create table portal.history_chains (
    subject_hash text primary key check (subject_hash ~ '^[0-9a-f]{64}$'),
    length bigint not null,
    head bytea not null,
    pruned bigint not null default 0 check (pruned between 0 and length),
    base bytea not null,
    pruned_at timestamptz
);

comment on table portal.history_chains is 'One row for each subject with history: how long its chain is and how it ends.';
comment on column portal.history_chains.length is 'The seq of the last row, removed ones counted.';
comment on column portal.history_chains.head is 'The hash of the last row.';
comment on column portal.history_chains.pruned is 'The seq of the last row that retention or an erasure removed; 0 for none.';
comment on column portal.history_chains.base is 'The hash of that row; of a chain with all rows, the hash that names it.';

-- A row as the text that its hash is made of: name=bytes:value; for each column that has a value, in this order. The
-- length makes it unambiguous, and what has no value is left out, so that null and empty differ and that a column that
-- comes later, at the end, leaves the hashes of older rows as they are. `database verify-history` does not call this: it
-- makes the same text by itself.
create function portal.history_text(entry portal.history) returns text
    language sql stable set search_path = pg_catalog, pg_temp
    as $$
        select string_agg(c.name || '=' || octet_length(convert_to(c.value, 'UTF8')) || ':' || c.value || ';', ''
            order by c.place)
        from (values
            (1, 'id', entry.id::text),
            (2, 'seq', entry.seq::text),
            (3, 'operation_id', entry.operation_id::text),
            (4, 'at', case when isfinite(entry.at)
                then (extract(epoch from entry.at) * 1000000)::bigint::text else entry.at::text end),
            (5, 'subject', entry.subject),
            (6, 'actor', entry.actor),
            (7, 'reason', entry.reason),
            (8, 'kind', entry.kind),
            (9, 'application_id', entry.application_id),
            (10, 'authorization_id', entry.authorization_id),
            (11, 'client_id', entry.client_id),
            (12, 'app_name', entry.app_name),
            (13, 'grants', entry.grants::text),
            (14, 'refresh_tokens', entry.refresh_tokens::text),
            (15, 'access_tokens', entry.access_tokens::text),
            (16, 'residual_until', case when isfinite(entry.residual_until)
                then (extract(epoch from entry.residual_until) * 1000000)::bigint::text
                else entry.residual_until::text end),
            (17, 'family_id', entry.family_id),
            (18, 'scopes', to_json(entry.scopes)::text),
            (19, 'address_prefix', entry.address_prefix),
            (20, 'browser', entry.browser),
            (21, 'support_session', entry.support_session::text),
            (22, 'support_reason', entry.support_reason),
            (23, 'ticket', entry.ticket),
            (24, 'note', entry.note)) c(place, name, value)
        where c.value is not null
    $$;

-- Gives a row its place and its hash. The subject's row of history_chains is locked until the transaction ends, and
-- must be the last lock that any transaction takes: then nobody waits for it in a circle.
create function portal.link_history(entry portal.history) returns portal.history
    language plpgsql set search_path = pg_catalog, pg_temp
    as $$
declare
    chain text := encode(sha256(convert_to(entry.subject, 'UTF8')), 'hex');
    previous bytea;
begin
    insert into portal.history_chains as c (subject_hash, length, head, base)
    values (chain, 1, decode(chain, 'hex'), decode(chain, 'hex'))
    on conflict (subject_hash) do update set length = c.length + 1
    returning c.length, c.head into entry.seq, previous;

    entry.hash := sha256(previous || convert_to(portal.history_text(entry), 'UTF8'));
    update portal.history_chains set head = entry.hash where subject_hash = chain;
    return entry;
end
$$;

-- Not by link_history: thousands of new versions of one chain's row in one transaction would take ever longer.
do $$
declare
    entry portal.history;
    chain bytea;
    previous bytea;
    place bigint;
begin
    for entry in select h.* from portal.history h order by h.subject, h.id loop
        if chain is distinct from sha256(convert_to(entry.subject, 'UTF8')) then
            chain := sha256(convert_to(entry.subject, 'UTF8'));
            previous := chain;
            place := 0;
        end if;
        place := place + 1;
        entry.seq := place;
        previous := sha256(previous || convert_to(portal.history_text(entry), 'UTF8'));
        update portal.history set seq = place, hash = previous where id = entry.id;
    end loop;
end
$$;

insert into portal.history_chains (subject_hash, length, head, base)
select encode(sha256(convert_to(h.subject, 'UTF8')), 'hex'), max(h.seq), (array_agg(h.hash order by h.seq desc))[1],
    sha256(convert_to(h.subject, 'UTF8'))
from portal.history h
group by h.subject;

alter table portal.history
    alter column seq set not null,
    alter column hash set not null;

-- Runs as its owner: whoever adds a row can neither choose its place nor touch the chains.
create function portal.chain_history() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
    as $$
begin
    return portal.link_history(new);
end
$$;

create trigger history_chain
    before insert on portal.history
    for each row execute function portal.chain_history();

revoke execute on function
    portal.history_text(portal.history), portal.link_history(portal.history), portal.chain_history() from public;

create unique index history_subject_seq on portal.history (subject, seq);
create index history_subject_at_seq on portal.history (subject, at desc, seq desc);
drop index portal.history_subject_at;

-- The run-time role may say what happened, but not where in the chain it stands.
revoke insert on portal.history from tokenportal_runtime;
grant insert (
        operation_id, at, subject, actor, reason, kind, application_id, authorization_id, client_id, app_name, grants,
        refresh_tokens, access_tokens, residual_until, family_id, scopes, address_prefix, browser, support_session,
        support_reason, ticket, note)
    on portal.history to tokenportal_runtime;
grant select on portal.history_chains to tokenportal_runtime;

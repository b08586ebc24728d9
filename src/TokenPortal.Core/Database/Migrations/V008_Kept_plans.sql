-- Why: lists and revokes call these functions. PL/pgSQL keeps their plans for the session; a function in SQL with settings
-- of its own cannot be inlined and was planned anew each time. The first two answer what they did before.
create or replace function portal.is_self_contained(token_id text) returns boolean
    language plpgsql stable security definer set search_path from current
    as $$
begin
    return (select t."ReferenceId" is null from "OpenIddictTokens" t where t."Id" = token_id);
end
$$;

create or replace function portal.history_text(entry portal.history) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp
    as $$
begin
    return (select string_agg(c.name || '=' || octet_length(convert_to(c.value, 'UTF8')) || ':' || c.value || ';', ''
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
    where c.value is not null);
end
$$;

-- A list asks for all of a person's grants at once: a call for each token took a quarter of its time.
create function portal.residual_access(person text, at timestamptz)
    returns table (authorization_id text, until timestamptz)
    language plpgsql stable rows 5 security definer set search_path from current
    as $$
begin
    return query
        select t."AuthorizationId", max(coalesce(t."ExpirationDate", 'infinity'))
        from "OpenIddictAuthorizations" a
        join "OpenIddictTokens" t on t."AuthorizationId" = a."Id"
        where a."Subject" = person and a."Status" = 'valid'
            and t."ReferenceId" is null and t."Status" = 'valid' and coalesce(t."ExpirationDate", 'infinity') > at
            and t."Type" in ('urn:ietf:params:oauth:token-type:access_token', 'access_token')
        group by t."AuthorizationId";
end
$$;

comment on function portal.residual_access(text, timestamptz) is
    'Until when the self-contained access tokens of a person''s grants last, which nobody can call back.';

revoke execute on function portal.residual_access(text, timestamptz) from public;
grant execute on function portal.residual_access(text, timestamptz) to tokenportal_runtime;

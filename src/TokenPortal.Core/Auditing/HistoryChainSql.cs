namespace TokenPortal.Core.Auditing;

/// <summary>
/// The statements over the chains, for the migrator's login. They make the text that a hash is over by themselves: a
/// function in the database could have been changed together with the rows.
/// </summary>
internal static class HistoryChainSql
{
    private const string ChainOf = "encode(sha256(convert_to(h.subject, 'UTF8')), 'hex')";

    // As portal.history_text makes it.
    private const string Text = """
        (select string_agg(c.name || '=' || octet_length(convert_to(c.value, 'UTF8')) || ':' || c.value || ';', ''
            order by c.place)
        from (values
            (1, 'id', h.id::text),
            (2, 'seq', h.seq::text),
            (3, 'operation_id', h.operation_id::text),
            (4, 'at', case when isfinite(h.at)
                then (extract(epoch from h.at) * 1000000)::bigint::text else h.at::text end),
            (5, 'subject', h.subject),
            (6, 'actor', h.actor),
            (7, 'reason', h.reason),
            (8, 'kind', h.kind),
            (9, 'application_id', h.application_id),
            (10, 'authorization_id', h.authorization_id),
            (11, 'client_id', h.client_id),
            (12, 'app_name', h.app_name),
            (13, 'grants', h.grants::text),
            (14, 'refresh_tokens', h.refresh_tokens::text),
            (15, 'access_tokens', h.access_tokens::text),
            (16, 'residual_until', case when isfinite(h.residual_until)
                then (extract(epoch from h.residual_until) * 1000000)::bigint::text else h.residual_until::text end),
            (17, 'family_id', h.family_id),
            (18, 'scopes', to_json(h.scopes)::text),
            (19, 'address_prefix', h.address_prefix),
            (20, 'browser', h.browser),
            (21, 'support_session', h.support_session::text),
            (22, 'support_reason', h.support_reason),
            (23, 'ticket', h.ticket),
            (24, 'note', h.note)) c(place, name, value)
        where c.value is not null)
        """;

    public const string Counts = """
        select
            (select count(*) from portal.history_chains) as "Chains", (select count(*) from portal.history) as "Rows"
        """;

    /// <summary>One row for each broken chain, with the first row of it that does not fit.</summary>
    public const string Faults = $"""
        with linked as (
            select
                {ChainOf} as chain, h.id, h.seq, h.at, h.hash, {Text} as text,
                lag(h.seq) over chain_order as previous_seq, lag(h.hash) over chain_order as previous_hash
            from portal.history h
            window chain_order as (partition by h.subject order by h.seq, h.id)
        ),
        checked as (
            select l.*,
                l.seq <> coalesce(l.previous_seq, c.pruned, 0) + 1 as misplaced,
                l.hash <> sha256(coalesce(l.previous_hash, c.base, decode(l.chain, 'hex'))
                    || convert_to(l.text, 'UTF8')) as changed
            from linked l
            left join portal.history_chains c on c.subject_hash = l.chain
        ),
        first_fault as (
            select distinct on (k.chain) k.chain, k.id, k.seq, k.at, k.misplaced
            from checked k
            where k.misplaced or k.changed
            order by k.chain, k.seq, k.id
        ),
        found as (
            select k.chain, max(k.seq) as seq, (array_agg(k.hash order by k.seq desc))[1] as hash
            from checked k
            group by k.chain
        )
        select
            coalesce(c.subject_hash, f.chain) as "Chain", b.id as "RowId", b.seq as "Seq", b.at as "At",
            coalesce(b.misplaced, false) as "Misplaced", c.length as "Length", coalesce(f.seq, c.pruned) as "LastSeq",
            coalesce(c.head = coalesce(f.hash, c.base), false) as "HeadFits"
        from portal.history_chains c
        full join found f on f.chain = c.subject_hash
        left join first_fault b on b.chain = f.chain
        where b.id is not null or c.subject_hash is null or c.length <> coalesce(f.seq, c.pruned)
            or c.head <> coalesce(f.hash, c.base) or (c.pruned = 0 and c.base <> decode(c.subject_hash, 'hex'))
        order by 1
        """;

    /// <summary>What stands today at the place where each chain of an anchor ended.</summary>
    public const string AtAnchor = $"""
        with named as (
            select distinct on (h.subject) h.subject, {ChainOf} as chain
            from portal.history h
            order by h.subject
        )
        select
            a.chain as "Chain", a.length as "AnchoredLength", a.head as "AnchoredHead", c.length as "Length",
            c.pruned as "Pruned", encode(c.base, 'hex') as "Base", encode(h.hash, 'hex') as "Hash"
        from unnest(@chains, @lengths, @heads) a(chain, length, head)
        left join portal.history_chains c on c.subject_hash = a.chain
        left join named n on n.chain = a.chain
        left join portal.history h on h.subject = n.subject and h.seq = a.length
        order by a.chain
        """;

    public const string Anchor = """
        select c.subject_hash as "Chain", c.length as "Length", encode(c.head, 'hex') as "Head"
        from portal.history_chains c
        order by c.subject_hash
        """;

    public const string DatabaseName = "select current_database()::text";

    public const string SubjectsWithRowsBefore =
        "select distinct h.subject from portal.history h where h.at < @before order by 1";

    /// <summary>The chain is locked first, so that nobody adds to it meanwhile.</summary>
    public const string LockChain = "select from portal.history_chains c where c.subject_hash = @chain for update";

    /// <summary>
    /// Removes what @subject's chain begins with, up to the first row that is not older than @before, and keeps that
    /// part's last hash. Gives the number of rows.
    /// </summary>
    public const string Prune = """
        with kept as (
            select coalesce(min(h.seq), 9223372036854775807) as seq
            from portal.history h
            where h.subject = @subject and h.at >= @before
        ),
        gone as (
            delete from portal.history h
            using kept k
            where h.subject = @subject and h.seq < k.seq
            returning h.seq, h.hash
        ),
        cut as (
            update portal.history_chains c
            set pruned = g.seq, base = g.hash, pruned_at = @now
            from (select g.seq, g.hash from gone g order by g.seq desc limit 1) g
            where c.subject_hash = @chain
        )
        select count(*)::int from gone
        """;

    public const string PruneAll = """
        update portal.history_chains
        set pruned = length, base = head, pruned_at = @now
        where subject_hash = @chain
        """;

    /// <summary>The operator's own deed: in the history of nobody, who is nevertheless in a chain.</summary>
    public const string NoteErasure = """
        insert into portal.history (
            operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, note)
        values (gen_random_uuid(), @now, '', session_user, 'issuer', 'history_erased', 0, 0, 0, @note)
        """;
}

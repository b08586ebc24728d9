using Dapper;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

/// <summary>Every way of changing the history behind the portal's back is found, and the first row of it is named.</summary>
public sealed class HistoryChainTests(DatabaseServer server) : IAsyncLifetime
{
    // As portal.link_history does it: what an attacker with all rights over the database would do as well.
    private const string WriteTailAnew = """
        do $$
        declare
            entry portal.history;
        begin
            update portal.history_chains c set length = 2,
                head = (select h.hash from portal.history h where h.subject = 'ann' and h.seq = 2)
            where c.subject_hash = encode(sha256('ann'), 'hex');
            for entry in select h.* from portal.history h where h.subject = 'ann' and h.seq > 2 order by h.seq loop
                entry.note := 'nothing happened';
                entry := portal.link_history(entry);
                update portal.history set note = entry.note, seq = entry.seq, hash = entry.hash where id = entry.id;
            end loop;
        end
        $$;
        """;

    private TestDatabase _database = null!;
    private HistoryBuilder _history = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _history = new HistoryBuilder(_database, TimeProvider.System);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Verify_UntouchedHistory_FindsNothing()
    {
        await FillAsync();
        var report = await _history.VerifyAsync(await _history.AnchorAsync());
        Assert.Empty(report.Faults);
        Assert.Equal((9, 2), (report.Rows, report.Chains));
    }

    [Fact]
    public async Task Verify_RowsWithEveryKindOfValue_ComputesTheSameText()
    {
        await using (var connection = await _database.OpenAsync(_database.Runtime))
            await connection.ExecuteAsync(
                """
                insert into portal.history (operation_id, at, subject, actor, reason, kind, application_id, authorization_id,
                    client_id, app_name, grants, refresh_tokens, access_tokens, residual_until, family_id, scopes,
                    address_prefix, browser, support_session, support_reason, ticket, note)
                values
                    (gen_random_uuid(), '2026-03-03 14:05:00.123456+02', 'änn', 'a;b=3:c', 'support', 'access_revoked', '', null,
                    'c', '日本', 1, 2, 3, 'infinity', 'f', array['a', 'b"c', 'ü'], '::/48', '', gen_random_uuid(), 'x', null, E'\n'),
                    (gen_random_uuid(), 'infinity', 'änn', '', 'user', 'access_revoked', null, '', null, null, 0, 0, 0,
                    '-infinity', null, '{}', null, null, null, null, '', ''),
                    (gen_random_uuid(), '0044-03-15 BC', 'änn', '', 'user', 'access_revoked', null, '', null, null, 0, 0, 0,
                    '1969-12-31 23:59:59.999999Z', null, array[null, 'x'], null, null, null, null, null, null)
                """);
        Assert.Empty((await _history.VerifyAsync()).Faults);
    }

    [Theory]
    [InlineData("update portal.history set actor = 'somebody' where subject = 'ann' and seq = 3", 3)]
    [InlineData("update portal.history set at = at - interval '1 microsecond' where subject = 'ann' and seq = 3", 3)]
    [InlineData("update portal.history set note = null where subject = 'ann' and seq = 3", 3)]
    [InlineData("update portal.history set hash = sha256('x') where subject = 'ann' and seq = 6", 6)]
    [InlineData("delete from portal.history where subject = 'ann' and seq = 3", 4)]
    [InlineData("delete from portal.history where subject = 'ann' and seq = 1", 2)]
    [InlineData("update portal.history set seq = seq + 1 where subject = 'ann' and seq = 6", 7)]
    [InlineData(
        """
        update portal.history set seq = 99 where subject = 'ann' and seq = 3;
        update portal.history set seq = 3 where subject = 'ann' and seq = 4;
        update portal.history set seq = 4 where subject = 'ann' and seq = 99;
        """, 3)]
    [InlineData(
        """
        update portal.history h set note = o.note from portal.history o
        where h.subject = 'ann' and o.subject = 'ann' and ((h.seq, o.seq) = (2, 5) or (h.seq, o.seq) = (5, 2));
        """, 2)]
    public async Task Verify_OneRowTouched_NamesTheFirstThatDoesNotFit(string tamper, int seq)
    {
        await FillAsync();
        await _history.TamperAsync(tamper);
        var expected = Assert.Single(await _database.QueryAsync<string>(
            """
            select format('Chain %s: row %s (seq %s, %s)', encode(sha256('ann'), 'hex'), id, seq,
                to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'))
            from portal.history where subject = 'ann' and seq = @seq
            """, new { seq }));

        var report = await _history.VerifyAsync();

        Assert.StartsWith(expected, Assert.Single(report.Faults), StringComparison.Ordinal);
        Assert.False(report.IsIntact);
    }

    [Theory]
    [InlineData("delete from portal.history where subject = 'ann' and seq > 4", "ends with seq 4 and had 6 rows")]
    [InlineData("delete from portal.history where subject = 'ann'", "ends with seq 0 and had 6 rows")]
    [InlineData("delete from portal.history_chains where subject_hash = encode(sha256('ann'), 'hex')", "does not know it")]
    [InlineData("update portal.history_chains set head = sha256('x') where length = 6", "ends with another row than noted")]
    [InlineData("update portal.history_chains set length = 5 where length = 6", "history_chains was changed")]
    public async Task Verify_EndOfAChainTouched_SaysSo(string tamper, string expected)
    {
        await FillAsync();
        await _history.TamperAsync(tamper);
        Assert.Contains(expected, Assert.Single((await _history.VerifyAsync()).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TailWrittenAnewWithItsHashes_IsFoundByTheAnchorOnly()
    {
        await FillAsync();
        var anchor = await _history.AnchorAsync();
        await _history.TamperAsync(WriteTailAnew);

        Assert.Empty((await _history.VerifyAsync()).Faults);
        Assert.Contains(
            "seq 6 differs from the anchor", Assert.Single((await _history.VerifyAsync(anchor)).Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_TailAndItsEntryCut_IsFoundByTheAnchorOnly()
    {
        await FillAsync();
        var anchor = await _history.AnchorAsync();
        await _history.TamperAsync(
            """
            delete from portal.history where subject = 'ann' and seq > 4;
            update portal.history_chains c set length = 4,
                head = (select h.hash from portal.history h where h.subject = 'ann' and h.seq = 4)
            where length = 6;
            """);

        Assert.Empty((await _history.VerifyAsync()).Faults);
        Assert.Contains(
            "shorter than the anchor, which has 6 rows", Assert.Single((await _history.VerifyAsync(anchor)).Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_WholeChainCut_IsFoundByTheAnchorOnly()
    {
        await FillAsync();
        var anchor = HistoryAnchor.Parse((await _history.AnchorAsync()).ToJson());
        await _history.TamperAsync(
            """
            delete from portal.history where subject = 'ann';
            delete from portal.history_chains where length = 6;
            """);

        Assert.Empty((await _history.VerifyAsync()).Faults);
        Assert.EndsWith(
            "gone. The anchor has 6 rows.", Assert.Single((await _history.VerifyAsync(anchor)).Faults),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_HistoryThatGrewSinceTheAnchor_FindsNothing()
    {
        await FillAsync();
        var anchor = await _history.AnchorAsync();
        await FillAsync();
        Assert.Empty((await _history.VerifyAsync(anchor)).Faults);
    }

    [Fact]
    public async Task Verify_FunctionsInTheDatabaseReplaced_IsNotTakenIn()
    {
        await FillAsync();
        await using var connection = await _database.OpenAsync(_database.Superuser);
        await using var transaction = await connection.BeginTransactionAsync(HistoryBuilder.Cancellation);
        await connection.ExecuteAsync(
            """
            set session_replication_role = replica;
            update portal.history set note = 'changed' where subject = 'ann' and seq = 3;
            """);
        var faults = await connection.QueryAsync(HistoryChainSql.Faults);
        Assert.Single(faults);
        Assert.DoesNotContain("history_text", HistoryChainSql.Faults, StringComparison.Ordinal);
        await transaction.RollbackAsync(HistoryBuilder.Cancellation);
    }

    [Fact]
    public async Task Anchor_WrittenTwice_IsTheSameButForItsTime()
    {
        await FillAsync();
        var first = await _history.AnchorAsync();
        var second = await _history.AnchorAsync();
        Assert.Equal(first.Chains, second.Chains);
        Assert.Equal(first.Chains.Select(chain => chain.Chain).Order(StringComparer.Ordinal), first.Chains.Select(chain => chain.Chain));
        Assert.Equal(GrantChangeListener.PayloadFor("ben"), first.Chains.Single(chain => chain.Length == 3).Chain);
    }

    [Fact]
    public async Task Chain_ThirtyTwoRevokesAtOnce_NoneDeadlocksAndAllChainsVerify()
    {
        var grants = new GrantBuilder(_database, TimeProvider.System);
        var service = _database.Service();
        string[] subjects = ["ann", "ben", "cem", "dua"];
        var apps = new List<string>();
        for (var i = 0; i < 8; i++) apps.Add(await grants.ApplicationAsync($"app-{i}"));
        foreach (var subject in subjects)
            foreach (var app in apps) await grants.GrantAsync(subject, app, app);

        var results = await Task.WhenAll(subjects.SelectMany(subject => apps.Select(app => Task.Run(
            () => service.RevokeAsync(subject, AppKey.ForApplication(app), Actor.User(subject), HistoryBuilder.Cancellation)))));

        Assert.All(results, result => Assert.IsType<RevokeResult.Revoked>(result));
        var report = await _history.VerifyAsync();
        Assert.Empty(report.Faults);
        Assert.Equal((64, 4), (report.Rows, report.Chains));
        Assert.Equal(0, Assert.Single(await _database.QueryAsync<int>(
            "select deadlocks::int from pg_stat_database where datname = current_database()")));
    }

    [Fact]
    public async Task Chain_SubjectsRow_IsNamedAsHintsNameIt()
    {
        await _history.WriteAsync("ännä");
        Assert.Equal(
            [GrantChangeListener.PayloadFor("ännä")],
            await _database.QueryAsync<string>("select subject_hash from portal.history_chains"));
    }

    private async Task FillAsync()
    {
        for (var i = 0; i < 6; i++) await _history.WriteAsync("ann", note: $"note {i}");
        for (var i = 0; i < 3; i++) await _history.WriteAsync("ben");
    }
}

using Dapper;
using TokenPortal.Core.Auditing;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

public sealed class HistoryPlanTests(DatabaseServer server)
{
    private const string Seed = """
        set session_replication_role = replica;
        insert into portal.history (operation_id, at, subject, actor, reason, kind, grants, refresh_tokens, access_tokens, seq, hash)
        select gen_random_uuid(), now() - i * interval '1 second', 'user-' || (i % 400), 'user-' || (i % 400), 'user',
            'access_revoked', 1, 1, 1, i / 400 + 1, sha256('x')
        from generate_series(1, 60000) i;
        analyze portal.history;
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Page_ManyPeople_ReadsNewestFirstFromTheIndexWithoutSorting(bool filtered)
    {
        var database = await server.CreateAsync();
        await using (var superuser = await database.OpenAsync(database.Superuser))
            await superuser.ExecuteAsync(Seed, commandTimeout: 120);
        await using var connection = await database.OpenAsync(database.Runtime);
        var now = TimeProvider.System.GetUtcNow();
        var parameters = new HistoryBuilder(database, TimeProvider.System).History.Parameters(
            "user-7",
            filtered ? new HistoryFilter(Group: HistoryGroup.Removals, From: now.AddDays(-30)) : new HistoryFilter(),
            new HistoryCursor(now.AddMinutes(-5), 1_000), take: 51);

        var plan = string.Join('\n', await connection.QueryAsync<string>("explain " + HistorySql.Page, parameters));

        Assert.Contains("history_subject_at_seq", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on history", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }
}

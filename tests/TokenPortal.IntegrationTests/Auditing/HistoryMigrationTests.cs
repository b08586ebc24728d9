using Dapper;
using TokenPortal.Authority.Database;
using TokenPortal.Core.Database;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

public sealed class HistoryMigrationTests(DatabaseServer server)
{
    private const string Chain = "V003_History_chain.sql";

    [Fact]
    public async Task Migration_HistoryFromBefore_IsChainedAsItStands()
    {
        var database = await server.CreateEmptyAsync();
        await AuthorityDatabase.MigrateAsync(database.Owner, HistoryBuilder.Cancellation);
        await PortalDatabase.ApplyRolesAsync(database.Superuser, HistoryBuilder.Cancellation);
        await using (var connection = await database.OpenAsync(database.Superuser))
        {
            var all = PortalDatabase.Print(DatabaseScript.Portal);
            await connection.ExecuteAsync("set role tokenportal_migrator");
            await connection.ExecuteAsync(all[..all.IndexOf("begin;\n-- Why: people and operators", StringComparison.Ordinal)]);
            await connection.ExecuteAsync(
                """
                insert into portal.history (operation_id, at, subject, actor, reason, kind, grants, refresh_tokens,
                    access_tokens, residual_until, scopes)
                select gen_random_uuid(), now() - i * interval '1 hour', 'user-' || i % 3, 'x', 'user', 'access_revoked',
                    i, 0, 0, 'infinity', array['a']
                from generate_series(1, 50) i
                """);
        }

        await PortalDatabase.ApplyAsync(database.Migrator, HistoryBuilder.Cancellation);

        var report = await new HistoryBuilder(database, TimeProvider.System).VerifyAsync();
        Assert.Empty(report.Faults);
        Assert.Equal((50, 3), (report.Rows, report.Chains));
        Assert.Contains(Chain, Migrator.Names);
    }
}

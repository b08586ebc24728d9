using Dapper;
using Npgsql;
using TokenPortal.Authority.Database;
using TokenPortal.Core.Database;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class PortalDatabaseTests(DatabaseServer server)
{
    [Fact]
    public async Task Check_CompleteDatabase_FindsNothing()
    {
        var report = await CheckAsync(await server.CreateAsync());
        Assert.Empty(report.Errors);
        Assert.Empty(report.Warnings);
    }

    [Fact]
    public async Task Apply_Twice_ChangesNothingMore()
    {
        var database = await server.CreateAsync();
        await PortalDatabase.ApplyRolesAsync(database.Superuser, Cancellation);
        await PortalDatabase.ApplyAsync(database.Migrator, Cancellation);
        await PortalDatabase.ApplyAsync(database.Migrator, Cancellation);

        Assert.Empty((await CheckAsync(database)).Warnings);
        Assert.Equal(
            Migrator.Names, await database.QueryAsync<string>("select name from portal.schema_versions order by name"));
    }

    [Fact]
    public async Task Apply_EverythingMade_BelongsToTheMigratorRole()
    {
        var database = await server.CreateAsync();
        Assert.Equal(["tokenportal_migrator"], await database.QueryAsync<string>(
            """
            select distinct pg_get_userbyid(c.relowner)::text
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'portal'
            """));
    }

    [Fact]
    public async Task Apply_IndexLeftInvalid_IsBuiltAgain()
    {
        var database = await server.CreateAsync();
        await using (var connection = await database.OpenAsync(database.Superuser))
            await connection.ExecuteAsync(
                """
                update pg_index set indisvalid = false
                where indexrelid = 'tokenportal_authorizations_subject'::regclass
                """);
        Assert.Contains("tokenportal_authorizations_subject", Assert.Single((await CheckAsync(database)).Warnings));

        await PortalDatabase.ApplyAsync(database.Migrator, Cancellation);
        Assert.Empty((await CheckAsync(database)).Warnings);
    }

    [Fact]
    public async Task Apply_ServerTablesAbsent_SaysSoInOneSentence()
    {
        var database = await server.CreateEmptyAsync();
        var exception = await Assert.ThrowsAsync<DatabaseException>(
            () => PortalDatabase.ApplyAsync(database.Migrator, Cancellation));
        Assert.Contains("table \"OpenIddictTokens\" is missing", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apply_ByTheRuntimeLogin_IsRefused()
    {
        var database = await server.CreateAsync();
        await Assert.ThrowsAsync<DatabaseException>(() => PortalDatabase.ApplyAsync(database.Runtime, Cancellation));
    }

    [Theory]
    [InlineData("no such setting=1")]
    [InlineData("Host=127.0.0.1;Port=1;Username=x;Timeout=1")]
    public async Task Apply_WrongConnectionString_SaysSoInOneSentence(string connectionString)
    {
        var exception = await Assert.ThrowsAsync<DatabaseException>(
            () => PortalDatabase.ApplyAsync(connectionString, Cancellation));
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public async Task RemoveGuard_Installed_TakesEverythingOffTheServersTables()
    {
        var database = await server.CreateAsync();
        await PortalDatabase.RemoveGuardAsync(database.Migrator, Cancellation);
        await PortalDatabase.RemoveGuardAsync(database.Migrator, Cancellation);

        var report = await CheckAsync(database);
        Assert.True(report.IsUsable);
        Assert.Contains(report.Warnings, warning => warning.StartsWith("The guard is not installed", StringComparison.Ordinal));
        Assert.Empty(await database.QueryAsync<string>(
            """
            select tgname::text from pg_trigger where tgname like 'tokenportal%'
            union all select relname::text from pg_class where relname like 'tokenportal%'
            """));

        await PortalDatabase.ApplyAsync(database.Migrator, Cancellation);
        Assert.Empty((await CheckAsync(database)).Warnings);
    }

    [Fact]
    public async Task Check_DisabledGuard_CountsAsAbsent()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync("""alter table "OpenIddictTokens" disable trigger tokenportal_guard""");
        Assert.Contains("guard is not installed", Assert.Single((await CheckAsync(database)).Warnings));
    }

    [Theory]
    [InlineData("""alter table "OpenIddictTokens" drop column "RedemptionDate" """, "column \"OpenIddictTokens\".\"RedemptionDate\" is missing")]
    [InlineData("""alter table "OpenIddictScopes" alter column "Description" type integer using null""", "is integer, expected text")]
    [InlineData("""drop table "OpenIddictScopes" """, "table \"OpenIddictScopes\" is missing")]
    public async Task Check_ServerSchemaDiffers_NamesIt(string change, string expected)
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync(change);
        var report = await CheckAsync(database);
        Assert.False(report.IsUsable);
        Assert.Contains(expected, Assert.Single(report.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_MigrationsNotApplied_NamesThemAndTheCommand()
    {
        var database = await server.CreateEmptyAsync();
        await AuthorityDatabase.MigrateAsync(database.Owner, Cancellation);
        await PortalDatabase.ApplyRolesAsync(database.Superuser, Cancellation);
        Assert.Equal(
            Migrator.Names.Select(name => $"Migration {name} is not applied. Run: database apply"),
            (await CheckAsync(database)).Errors);
    }

    [Fact]
    public async Task Check_LoginThatCanReadPayloads_Warns()
    {
        var database = await server.CreateAsync();
        await using var dataSource = NpgsqlDataSource.Create(database.Superuser);
        var report = await PortalDatabase.CheckAsync(dataSource, Cancellation);
        Assert.Contains(report.Warnings, warning => warning.Contains("OpenIddictTokens.Payload", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Print_ScriptsRunByHand_MakeACompleteDatabase()
    {
        var database = await server.CreateEmptyAsync();
        await AuthorityDatabase.MigrateAsync(database.Owner, Cancellation);
        await using (var connection = await database.OpenAsync(database.Superuser))
        {
            await connection.ExecuteAsync(PortalDatabase.Print(DatabaseScript.Roles));
            await connection.ExecuteAsync("set role tokenportal_migrator");
            await connection.ExecuteAsync(PortalDatabase.Print(DatabaseScript.Portal));
            foreach (var statement in Scripts.StatementsOf(PortalDatabase.Print(DatabaseScript.Guard)))
                await connection.ExecuteAsync(statement);
        }

        Assert.Empty((await CheckAsync(database)).Warnings);
        await new GrantBuilder(database, TimeProvider.System).GrantAsync("ann", "calendar");
        Assert.Single(await database.Service().ListAsync("ann", Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<DatabaseReport> CheckAsync(TestDatabase database)
    {
        await using var dataSource = NpgsqlDataSource.Create(database.Runtime);
        return await PortalDatabase.CheckAsync(dataSource, Cancellation);
    }
}

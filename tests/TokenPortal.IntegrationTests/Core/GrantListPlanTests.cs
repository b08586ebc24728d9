using Dapper;
using Npgsql;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class GrantListPlanTests(DatabaseServer server)
{
    private const string Seed = """
        insert into "OpenIddictApplications" ("Id", "ClientId") select 'app-' || i, 'client-' || i from generate_series(1, 100) i;
        insert into "OpenIddictAuthorizations" ("Id", "ApplicationId", "Subject", "Status", "Type", "CreationDate")
        select 'auth-' || i, 'app-' || (i % 100 + 1), 'user-' || (i % 4000), 'valid', 'permanent', now()
        from generate_series(1, 20000) i;
        insert into "OpenIddictTokens" ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type",
            "CreationDate", "ExpirationDate", "ReferenceId")
        select 'token-' || i, 'app-' || (i % 20000 % 100 + 1), 'auth-' || (i % 20000 + 1), 'user-' || (i % 4000), 'valid',
            'urn:ietf:params:oauth:token-type:refresh_token', now(), now() + interval '1 day', 'ref-' || i
        from generate_series(1, 60000) i;
        """;

    private const string SeedPortal = """
        insert into portal.uses (subject, application_id, family_id, last_used_at)
        select 'user-' || (i % 4000), 'app-' || (i % 100 + 1), 'f-' || i, now() from generate_series(1, 20000) i;
        insert into portal.people (subject, roles, first_signed_in_at) select 'user-' || i, '{}', now() from generate_series(1, 4000) i;
        analyze portal.uses; analyze portal.people;
        """;

    [Fact]
    public async Task List_ManyUsers_ReadsBySubjectAndAuthorizationAndScansNoServerTable()
    {
        await using var connection = await SeededAsync();
        var plan = await ExplainAsync(connection, GrantSql.List, new
        {
            subject = "user-7",
            now = Now,
            removedSince = Now.AddDays(-90),
        });

        Assert.Contains("tokenportal_authorizations_subject", plan, StringComparison.Ordinal);
        Assert.Contains("IX_OpenIddictTokens_AuthorizationId", plan, StringComparison.Ordinal);
        Assert.Contains("tokenportal_tokens_unattached", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on \"OpenIddictTokens\"", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on \"OpenIddictAuthorizations\"", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ManyUsers_LooksUpUsesAndNewsByTheirKeys()
    {
        await using var connection = await SeededAsync();
        var plan = await ExplainAsync(connection, GrantSql.List, AppParameters.For("user-7", key: null, Now));

        Assert.Contains("uses_pkey", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on uses", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on people", plan, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("g")]
    [InlineData("t")]
    public async Task Devices_ManyUsers_ScanNoServerTable(string kind)
    {
        await using var connection = await SeededAsync();
        var key = kind switch
        {
            "a" => AppKey.ForApplication("app-8"),
            "g" => AppKey.ForAuthorization("auth-7"),
            _ => AppKey.ForUnattachedTokens(),
        };
        var plan = await ExplainAsync(connection, AppSql.Devices, AppParameters.For("user-7", key, Now));

        Assert.DoesNotContain("Seq Scan on \"OpenIddictTokens\"", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on uses", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Revoke_ManyUsers_ScansNoServerTable()
    {
        await using var connection = await SeededAsync();
        foreach (var statement in GrantSql.Revoke.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var plan = await ExplainAsync(connection, statement, new
            {
                subject = "user-7",
                everything = false,
                applicationId = "app-8",
                authorizationId = (string?)null,
                unattached = false,
                firstPartyClientIds = new[] { "portal" },
                now = Now,
                operationId = Guid.Empty,
            });
            Assert.DoesNotContain("Seq Scan on \"OpenIddictTokens\"", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan on \"OpenIddictAuthorizations\"", plan, StringComparison.Ordinal);
        }
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private static async Task<string> ExplainAsync(NpgsqlConnection connection, string statement, object parameters) =>
        string.Join('\n', await connection.QueryAsync<string>("explain " + statement, WithActor(parameters)));

    private static DynamicParameters WithActor(object parameters)
    {
        var all = new DynamicParameters(parameters);
        var actor = Actor.User("user-7") with { SessionId = Guid.NewGuid() };
        all.AddDynamicParams(ActorParameters.From(actor));
        all.AddDynamicParams(AccessParameters.From(actor, new SupportOptions(), Now));
        return all;
    }

    private async Task<NpgsqlConnection> SeededAsync()
    {
        var database = await server.CreateAsync();
        await database.ExecuteAsync(Seed);
        await database.ExecuteAsync("""analyze "OpenIddictTokens"; analyze "OpenIddictAuthorizations";""");
        await database.QueryAsync<int>(SeedPortal);
        return await database.OpenAsync(database.Runtime);
    }
}

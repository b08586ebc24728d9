using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Dapper;
using Npgsql;
using TokenPortal.Core;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>
/// What a list and a revoke may cost, counted and never timed: commands, transactions, and the pages that the shipped
/// statements touch at 100,000 authorizations.
/// </summary>
public sealed class SpeedGatesTests(SpeedGatesTests.FullDatabase full) : IClassFixture<SpeedGatesTests.FullDatabase>
{
    // Five apps take three each, the tokens of five grants four each; what is left are single look-ups by the subject.
    private const int MostBuffersOfAList = 70;
    // What a write touches varies with the pages that fill up just then.
    private const int MostBuffersOfARevoke = 250;

    [Fact]
    public async Task List_IsOneCommand()
    {
        var service = full.Database.Service();
        Assert.Equal(1, await CommandsAsync(() => service.ListAsync(FullDatabase.UserOf(1), Cancellation)));
    }

    [Fact]
    public async Task Revoke_IsOneCommandAndOneWriteTransaction()
    {
        var (user, app, authorization) = (FullDatabase.UserOf(2), FullDatabase.AppOf(2), FullDatabase.AuthorizationOf(2));
        var service = full.Database.Service();
        var commands = await CommandsAsync(() => service.RevokeAsync(
            user, AppKey.ForApplication(app), Actor.User(user), Cancellation));

        Assert.Equal(1, commands);
        // The authorization, three of its four tokens, and the history.
        Assert.Equal([(5L, 1L)], await full.Database.QueryAsync<(long, long)>(
            """
            select count(*), count(distinct xmin::text) from (
                select xmin from "OpenIddictAuthorizations" where "Id" = @authorization and "Status" = 'revoked'
                union all
                select xmin from "OpenIddictTokens" where "AuthorizationId" = @authorization and "Status" = 'revoked'
                union all
                select xmin from portal.history where subject = @user) changed
            """,
            new { authorization, user }));
    }

    [Fact]
    public async Task List_At100000Authorizations_ReadsNoTokenRowAndFewPages()
    {
        var (plan, buffers) = await ExplainAsync(
            GrantSql.List, AppParameters.For(FullDatabase.UserOf(3), key: null, Now));

        Figures.Note($"a list of {FullDatabase.AppsPerUser} apps touches {buffers} buffers");
        Assert.Contains("tokenportal_authorizations_subject", plan, StringComparison.Ordinal);
        Assert.Matches(
            "\"Node Type\": \"Index Only Scan\",[^{}]*\"Index Name\": \"tokenportal_tokens_authorization\"", plan);
        Assert.DoesNotContain("IX_OpenIddictTokens_AuthorizationId", plan, StringComparison.Ordinal);
        Assert.InRange(buffers, 1, MostBuffersOfAList);
    }

    [Fact]
    public async Task Revoke_At100000Authorizations_TouchesFewPages()
    {
        var (plan, buffers) = await ExplainAsync(
            GrantSql.Revoke,
            new
            {
                subject = FullDatabase.UserOf(4),
                everything = false,
                applicationId = FullDatabase.AppOf(4),
                authorizationId = (string?)null,
                unattached = false,
                firstPartyClientIds = new[] { "portal" },
                now = Now,
                operationId = Guid.NewGuid(),
            });

        Figures.Note($"a revoke touches {buffers} buffers");
        Assert.Contains("tokenportal_tokens_authorization", plan, StringComparison.Ordinal);
        Assert.InRange(buffers, 1, MostBuffersOfARevoke);
    }

    [Fact]
    public async Task Revoke_TwoHundredAtOnce_TakeTurnsOnTwentyConnections()
    {
        var pooled = new NpgsqlConnectionStringBuilder(full.Database.Runtime) { Pooling = true };
        // Patient, because nothing here is about time.
        var service = full.Database.Service(
            connectionString: pooled.ConnectionString,
            options: new CoreOptions { ConnectTimeoutSeconds = 60, CommandTimeoutSeconds = 60 });
        var results = await Task.WhenAll(Enumerable.Range(1000, 200).Select(n => service.RevokeAsync(
            FullDatabase.UserOf(n), AppKey.ForApplication(FullDatabase.AppOf(n)), Actor.User(FullDatabase.UserOf(n)),
            Cancellation)));

        Assert.All(results, result => Assert.IsType<RevokeResult.Revoked>(result));
        Assert.InRange(
            Assert.Single(await full.Database.QueryAsync<int>(
                """
                select count(*)::int from pg_stat_activity
                where application_name = 'tokenportal' and datname = current_database()
                """)),
            1, PortalDataSource.DefaultPoolSize);
    }

    [Fact]
    public async Task Revoke_TokensThatNoClockCouldUse_AreNotTouched()
    {
        var (user, app, authorization) = (FullDatabase.UserOf(5), FullDatabase.AppOf(5), FullDatabase.AuthorizationOf(5));
        var grants = new GrantBuilder(full.Database, TimeProvider.System);
        await grants.TokenAsync(user, app, authorization, lifetime: -TimeSpan.FromHours(25));
        await grants.TokenAsync(user, app, authorization, status: "redeemed", lifetime: -TimeSpan.FromDays(3));
        await grants.TokenAsync(user, app, authorization, status: "revoked");
        await grants.TokenAsync(user, app, authorization, status: "rejected");
        var justExpired = await grants.TokenAsync(user, app, authorization, lifetime: -TimeSpan.FromHours(23));
        const string Untouchable = """
            select "Id" || ctid || xmin || "Status" from "OpenIddictTokens"
            where "AuthorizationId" = @authorization
                and ("ExpirationDate" < now() - interval '24 hours' or "Status" in ('revoked', 'rejected'))
            order by "Id"
            """;
        var before = await full.Database.QueryAsync<string>(Untouchable, new { authorization });

        Assert.IsType<RevokeResult.Revoked>(await full.Database.Service().RevokeAsync(
            user, AppKey.ForApplication(app), Actor.User(user), Cancellation));

        Assert.Equal(5, before.Count);
        Assert.Equal(before, (await full.Database.QueryAsync<string>(
            """
            select "Id" || ctid || xmin || "Status" from "OpenIddictTokens" where "Id" = any(@ids) order by "Id"
            """,
            new { ids = before.Select(row => row[..36]).ToArray() })));
        Assert.Equal("revoked", Assert.Single(await full.Database.QueryAsync<string>(
            """select "Status" from "OpenIddictTokens" where "Id" = @justExpired""", new { justExpired })));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    /// <summary>
    /// What Npgsql says that it sent for this call: one activity for each command. The hint for open pages is not waited
    /// for, and not counted.
    /// </summary>
    private static async Task<int> CommandsAsync(Func<Task> call)
    {
        using var own = new Activity("gate").Start();
        var commands = 0;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == own.TraceId && activity.GetTagItem("db.query.text") is string text
                    && !text.Contains("pg_notify", StringComparison.Ordinal)) Interlocked.Increment(ref commands);
            },
        };
        ActivitySource.AddActivityListener(listener);
        await call();
        return commands;
    }

    /// <summary>Runs the statement's parts in a transaction that is rolled back, as the portal's role.</summary>
    private async Task<(string Plan, int Buffers)> ExplainAsync(string sql, object parameters)
    {
        var all = new DynamicParameters(parameters);
        var actor = Actor.User("user");
        all.AddDynamicParams(ActorParameters.From(actor));
        all.AddDynamicParams(AccessParameters.From(actor, new SupportOptions(), Now));
        await using var connection = await full.Database.OpenAsync(full.Database.Runtime);
        var (plans, buffers) = ("", 0);
        // The first run reads the catalog and makes the plans of functions, which a session of the pool has behind it.
        for (var run = 0; run < 2; run++)
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            (plans, buffers) = ("", 0);
            foreach (var part in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var plan = await connection.QuerySingleAsync<string>(
                    "explain (analyze, buffers, format json) " + part, all, transaction);
                plans += plan;
                using var json = JsonDocument.Parse(plan);
                var root = json.RootElement[0].GetProperty("Plan");
                buffers += root.GetProperty("Shared Hit Blocks").GetInt32()
                    + root.GetProperty("Shared Read Blocks").GetInt32();
            }

            await transaction.RollbackAsync(Cancellation);
        }

        return (plans, buffers);
    }

    /// <summary>100,000 authorizations and 400,000 tokens, made once for this class.</summary>
    public sealed class FullDatabase(DatabaseServer server) : IAsyncLifetime
    {
        public const int AppsPerUser = 5;

        private const string Fill = """
            set session_replication_role = replica;
            create temporary table indexes as
            select indexname, indexdef from pg_indexes
            where tablename in ('OpenIddictAuthorizations', 'OpenIddictTokens') and indexname not like 'PK%';
            do $$ declare i record; begin
                for i in select * from indexes loop execute format('drop index %I', i.indexname); end loop;
            end $$;
            insert into "OpenIddictApplications" ("Id", "ClientId", "DisplayName")
            select 'app-' || i, 'client-' || i, 'App ' || i from generate_series(0, 199) i;
            insert into "OpenIddictAuthorizations" ("Id", "ApplicationId", "Subject", "Status", "Type", "CreationDate",
                "Scopes")
            select '00000000-0000-4000-8000-' || lpad(i::text, 12, '0'),
                'app-' || (i % 20000 * 7 + i / 20000 * 41) % 200, 'user-' || i % 20000, 'valid', 'permanent', now(),
                '["openid"]'
            from generate_series(0, 99999) i;
            insert into "OpenIddictTokens" ("Id", "ApplicationId", "AuthorizationId", "Subject", "Status", "Type",
                "CreationDate", "ExpirationDate", "RedemptionDate", "ReferenceId")
            select md5(age || 't' || i)::uuid::text, 'app-' || (i % 20000 * 7 + i / 20000 * 41) % 200,
                '00000000-0000-4000-8000-' || lpad(i::text, 12, '0'), 'user-' || i % 20000,
                case when age = 2 then 'redeemed' else 'valid' end,
                'urn:ietf:params:oauth:token-type:' || case when age % 2 = 0 then 'refresh_token' else 'access_token' end,
                now(), now() + case when age = 3 then interval '-2 days' else interval '1 day' end,
                case when age = 2 then now() end, md5(age || 'r' || i)
            from generate_series(0, 3) age, generate_series(0, 99999) i;
            do $$ declare i record; begin
                for i in select * from indexes loop execute i.indexdef; end loop;
            end $$;
            insert into portal.people (subject, roles, first_signed_in_at, last_signed_in_at)
            select 'user-' || i, '{}', now(), now() from generate_series(0, 19999) i;
            """;

        public TestDatabase Database { get; private set; } = null!;

        public static string UserOf(int n) => $"user-{n}";

        public static string AppOf(int n) => string.Create(CultureInfo.InvariantCulture, $"app-{n * 7 % 200}");

        public static string AuthorizationOf(int n) =>
            string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{n:000000000000}");

        public async ValueTask InitializeAsync()
        {
            Database = await server.CreateAsync();
            await using var connection = await Database.OpenAsync(Database.Superuser);
            // Half a million rows take longer than a command may by default when other tests run beside it.
            foreach (var statement in new[] { Fill, "vacuum (analyze)" })
                await connection.ExecuteAsync(new CommandDefinition(statement, commandTimeout: 300));
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

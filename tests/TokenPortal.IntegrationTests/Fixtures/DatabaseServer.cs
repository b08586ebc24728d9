using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using TokenPortal.Authority.Database;
using TokenPortal.Core.Database;
using TokenPortal.Demo.Postgres;

[assembly: AssemblyFixture(typeof(TokenPortal.IntegrationTests.Fixtures.DatabaseServer))]

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>One PostgreSQL server for the run. Each test class that asks gets a database of its own from a template.</summary>
public sealed class DatabaseServer : IAsyncLifetime
{
    private const string Template = "template_tokenportal";

    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tokenportal-tests-{Guid.NewGuid():N}");
    private readonly bool _durable;
    private readonly Action<string> _log;
    private readonly bool _ofTheRun;
    private PostgresServer? _server;
    private readonly ConcurrentBag<TestDatabase> _idle = [];
    private int _databases;

    public DatabaseServer()
        : this(durable: false, RunLog.Write) => _ofTheRun = true;

    private DatabaseServer(bool durable, Action<string> log) => (_durable, _log) = (durable, log);

    public string SuperuserConnectionString => _server!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(
            new PostgresOptions { DataFolder = _folder, Durable = _durable, ServerLog = _log },
            CancellationToken.None);
        await ExecuteAsync(
            """
            create role server_owner login password 'owner';
            create role portal_migrator login password 'migrator';
            create role portal login password 'portal';
            """);
        await ExecuteAsync($"create database {Template} owner server_owner");

        var template = For(Template);
        await AuthorityDatabase.MigrateAsync(template.Owner, CancellationToken.None);
        await PortalDatabase.ApplyRolesAsync(template.Superuser, CancellationToken.None);
        await ExecuteAsync("grant tokenportal_migrator to portal_migrator; grant tokenportal_runtime to portal");
        await PortalDatabase.ApplyAsync(template.Migrator, CancellationToken.None);
        // Only now: the roles' passwords above are in their statements, as PostgreSQL's manual warns.
        await ExecuteAsync("alter system set log_statement = 'all'; select pg_reload_conf()");
        NpgsqlConnection.ClearAllPools();
    }

    internal PostgresServer Process => _server!;

    /// <summary>A server of the test's own, for a test that kills it: with fsync on, as in production.</summary>
    public static async Task<DatabaseServer> StartDurableAsync()
    {
        var server = new DatabaseServer(durable: true, RunLog.Write);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A server of the test's own, and its log of every statement with its parameters.</summary>
    public static async Task<DatabaseServer> StartLoggingAsync(Action<string> log)
    {
        var server = new DatabaseServer(durable: false, log);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A database without rows, used before or not. Give it back when the test is over.</summary>
    public async Task<TestDatabase> RentAsync() => _idle.TryTake(out var database) ? database : await CreateAsync();

    /// <summary>Empties a rented database for the next test. One whose schema was changed must not come back.</summary>
    public async Task ReturnAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            truncate "OpenIddictTokens", "OpenIddictAuthorizations", "OpenIddictApplications", "OpenIddictScopes",
                portal.history, portal.history_chains, portal.notices, portal.people, portal.families,
                portal.sessions, portal.support_sessions, portal.support_settings, portal.break_glass_requests,
                portal.server_features, portal.uses, portal.seen_apps;
            delete from portal.scopes where group_name not in ('account', 'devices');
            update portal.scopes set mandatory = (scope = 'openid')
            """,
            connection);
        await command.ExecuteNonQueryAsync();
        _idle.Add(database);
    }

    /// <summary>A fresh database with the server's tables, the portal's schema and the guard.</summary>
    public async Task<TestDatabase> CreateAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name} template {Template} owner server_owner");
        return For(name);
    }

    /// <summary>A database without any table.</summary>
    public async Task<TestDatabase> CreateEmptyAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await ExecuteAsync($"create database {name} owner server_owner");
        return For(name);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_ofTheRun && _server is not null) await PlantAsync();
        if (_server is not null) await _server.DisposeAsync();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        if (_ofTheRun) Figures.Note(nameof(RunLog), RunLog.Search());
    }

    private async Task PlantAsync()
    {
        await ExecuteAsync($"select '{RunLog.Plant()}'");
        using var logs = LoggerFactory.Create(RunLog.Attach);
        logs.CreateLogger("Test").LogDebug("{Text}", RunLog.Plant());
    }

    private TestDatabase For(string name) => new(new NpgsqlConnectionStringBuilder(SuperuserConnectionString)
    {
        Database = name,
        Pooling = false,
    });

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(SuperuserConnectionString);
        await connection.OpenAsync();
        foreach (var statement in sql.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync();
        }
    }
}

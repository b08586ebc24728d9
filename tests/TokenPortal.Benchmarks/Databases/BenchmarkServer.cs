using Dapper;
using Npgsql;
using TokenPortal.Demo.Postgres;

namespace TokenPortal.Benchmarks.Databases;

/// <summary>The server that is measured: a given one, or the demo's own kind with safe durability.</summary>
internal sealed class BenchmarkServer : IAsyncDisposable
{
    private const string Password = "benchmark";

    // Half of what a production server of this size would give itself; checkpoints and vacuums only when we ask.
    private static readonly string[] Settings =
    [
        "shared_buffers=2GB", "effective_cache_size=12GB", "random_page_cost=1.1", "work_mem=16MB",
        "maintenance_work_mem=1GB", "max_wal_size=16GB", "checkpoint_timeout=1h", "autovacuum=off",
    ];

    private readonly PostgresServer _server;

    private BenchmarkServer(PostgresServer server) => _server = server;

    public Version Version => _server.ServerVersion;

    public string Superuser => _server.ConnectionString;

    public static async Task<BenchmarkServer> StartAsync(DatabaseOptions options, CancellationToken cancellationToken)
    {
        var server = await PostgresServer.StartAsync(
            new PostgresOptions
            {
                DataFolder = options.DataFolder,
                ConnectionString = options.ConnectionString,
                Durable = true,
                Settings = Settings,
                Progress = Console.WriteLine,
            },
            cancellationToken);
        return new BenchmarkServer(server);
    }

    /// <summary>The settings that decide what is measured, as the server has them.</summary>
    public async Task<IReadOnlyList<string>> ReadSettingsAsync()
    {
        await using var connection = new NpgsqlConnection(Superuser);
        return (await connection.QueryAsync<string>(
            """
            select name || ' = ' || current_setting(name) from pg_settings
            where name = any(array['fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'shared_buffers',
                'autovacuum', 'checkpoint_timeout', 'max_wal_size', 'random_page_cost', 'work_mem', 'jit'])
            order by name
            """)).AsList();
    }

    /// <summary>A database with the logins of an installation: the server's owner, the migrator and the portal.</summary>
    public string As(string database, string? login = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(Superuser) { Database = database };
        if (login is not null) (settings.Username, settings.Password) = (login, Password);
        return settings.ConnectionString;
    }

    public async Task EnsureLoginAsync(string login)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        var exists = await connection.QuerySingleAsync<bool>(
            "select exists (select from pg_roles where rolname = @login)", new { login });
        await connection.ExecuteAsync($"{(exists ? "alter" : "create")} role {login} login password '{Password}'");
    }

    public ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        return _server.DisposeAsync();
    }
}

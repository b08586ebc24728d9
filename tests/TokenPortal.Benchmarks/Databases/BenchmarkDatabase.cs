using System.Diagnostics;
using Dapper;
using Npgsql;
using TokenPortal.Authority.Database;
using TokenPortal.Core.Database;

namespace TokenPortal.Benchmarks.Databases;

/// <summary>One loaded database, and whose grants are listed and revoked in it.</summary>
internal sealed class BenchmarkDatabase
{
    private const string OwnerLogin = "benchmark_owner";
    private const string MigratorLogin = "benchmark_migrator";
    private const string RuntimeLogin = "benchmark_portal";

    private readonly BenchmarkServer _server;
    private readonly string _name;

    private BenchmarkDatabase(BenchmarkServer server, string name, int authorizations) =>
        (_server, _name, Authorizations) = (server, name, authorizations);

    public int Authorizations { get; }

    public string Superuser => _server.As(_name);

    /// <summary>Owns the server's tables; here it may write the history too, so that both sides can do the same.</summary>
    public string Owner => _server.As(_name, OwnerLogin);

    public string Runtime => _server.As(_name, RuntimeLogin);

    private string Migrator => _server.As(_name, MigratorLogin);

    /// <summary>The database of this size: the one that an earlier run left, or a new one.</summary>
    public static async Task<BenchmarkDatabase> PrepareAsync(
        BenchmarkServer server, string name, int authorizations, bool fresh, CancellationToken cancellationToken)
    {
        foreach (var login in new[] { OwnerLogin, MigratorLogin, RuntimeLogin }) await server.EnsureLoginAsync(login);
        var database = new BenchmarkDatabase(server, name, authorizations);
        if (fresh || !await database.IsLoadedAsync()) await database.MakeAsync(cancellationToken);
        await PortalDatabase.ApplyAsync(database.Migrator, cancellationToken);
        return database;
    }

    public async Task<T> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        return await connection.QuerySingleAsync<T>(new CommandDefinition(sql, parameters, commandTimeout: 0));
    }

    public async Task<IReadOnlyList<T>> QueryAllAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        return (await connection.QueryAsync<T>(new CommandDefinition(sql, parameters, commandTimeout: 0))).AsList();
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Superuser);
        await connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: 0));
    }

    /// <summary>What the next measurement must not pay for: dirty pages, and rows that no vacuum has seen.</summary>
    public async Task SettleAsync()
    {
        await ExecuteAsync("""vacuum (analyze) "OpenIddictTokens";""");
        await ExecuteAsync("""vacuum (analyze) "OpenIddictAuthorizations";""");
        await ExecuteAsync("checkpoint;");
    }

    private async Task<bool> IsLoadedAsync()
    {
        await using var connection = new NpgsqlConnection(_server.Superuser);
        return await connection.QuerySingleOrDefaultAsync<string>(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = @name",
            new { name = _name }) == Loader.Mark(Authorizations);
    }

    private async Task MakeAsync(CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Console.WriteLine($"Loading {_name}: {Authorizations:N0} authorizations");
        await using var connection = new NpgsqlConnection(_server.Superuser);
        await connection.ExecuteAsync($"drop database if exists {_name} with (force)");
        await connection.ExecuteAsync($"create database {_name} owner {OwnerLogin}");
        await AuthorityDatabase.MigrateAsync(Owner, cancellationToken);
        await PortalDatabase.ApplyRolesAsync(Superuser, cancellationToken);
        await connection.ExecuteAsync(
            $"""
            grant tokenportal_migrator to {MigratorLogin};
            grant tokenportal_runtime to {RuntimeLogin}, {OwnerLogin};
            """);
        await PortalDatabase.ApplyAsync(Migrator, cancellationToken);
        await Loader.LoadAsync(this, Authorizations);
        await connection.ExecuteAsync($"comment on database {_name} is '{Loader.Mark(Authorizations)}'");
        Console.WriteLine($"Loaded in {Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s");
    }
}

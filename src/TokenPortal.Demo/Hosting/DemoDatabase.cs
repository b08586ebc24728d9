using Npgsql;
using TokenPortal.Authority.Database;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Demo.Hosting;

/// <summary>The demo's database, with the logins that an installation has: each part works under its own.</summary>
internal sealed class DemoDatabase
{
    private const string OwnerLogin = "authority";
    private const string MigratorLogin = "portal_migrator";
    private const string RuntimeLogin = "portal";

    private readonly string _serverConnectionString;
    private readonly string _name;
    private readonly DemoSecrets _secrets;
    private readonly Uri _issuer;

    public DemoDatabase(string serverConnectionString, string name, DemoSecrets secrets, Uri issuer)
        => (_serverConnectionString, _name, _secrets, _issuer) = (serverConnectionString, name, secrets, issuer);

    public string Administrator => new NpgsqlConnectionStringBuilder(_serverConnectionString)
    {
        Database = _name,
    }.ConnectionString;

    public string Owner => As(OwnerLogin);

    public string Migrator => As(MigratorLogin);

    public string Runtime => As(RuntimeLogin);

    private string QuotedName => $"\"{_name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // Says that the samples are complete, and that this data folder's keys and this issuer's tokens belong to them.
    private string Mark => $"tokenportal demo, samples 3, {_secrets.For($"samples of {_issuer}")}";

    /// <summary>True when the samples of this data folder are all there. If not, the database is made anew.</summary>
    public async Task<bool> PrepareAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_serverConnectionString);
        await connection.OpenAsync(cancellationToken);
        foreach (var login in new[] { OwnerLogin, MigratorLogin, RuntimeLogin })
            await EnsureLoginAsync(connection, login, cancellationToken);
        if (await ReadMarkAsync(connection, cancellationToken) == Mark) return true;

        await ExecuteAsync(connection, $"drop database if exists {QuotedName} with (force)", cancellationToken);
        await ExecuteAsync(connection, $"create database {QuotedName} owner {OwnerLogin}", cancellationToken);
        return false;
    }

    /// <summary>
    /// The server's tables, then the portal's roles, schema and guard, in the order of an installation.
    /// </summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await AuthorityDatabase.MigrateAsync(Owner, cancellationToken);
        await PortalDatabase.ApplyRolesAsync(Administrator, cancellationToken);
        await using (var connection = new NpgsqlConnection(Administrator))
        {
            await connection.OpenAsync(cancellationToken);
            await ExecuteAsync(
                connection,
                $"grant tokenportal_migrator to {MigratorLogin}; grant tokenportal_runtime to {RuntimeLogin}",
                cancellationToken);
        }

        await PortalDatabase.ApplyAsync(Migrator, cancellationToken);
        await ScopeAdministration.SetAsync(Migrator, SampleScopes.All, cancellationToken);
    }

    public async Task MarkCompleteAsync(CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(_serverConnectionString);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"comment on database {QuotedName} is '{Mark}'", cancellationToken);
    }

    private async Task EnsureLoginAsync(NpgsqlConnection connection, string login, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand("select count(*) from pg_roles where rolname = $1", connection);
        find.Parameters.Add(new NpgsqlParameter { Value = login });
        var verb = await find.ExecuteScalarAsync(cancellationToken) is 0L ? "create" : "alter";
        var password = _secrets.For(login);
        await ExecuteAsync(connection, $"{verb} role {login} login password '{password}'", cancellationToken);
    }

    private async Task<string?> ReadMarkAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var read = new NpgsqlCommand(
            "select shobj_description(oid, 'pg_database') from pg_database where datname = $1", connection);
        read.Parameters.Add(new NpgsqlParameter { Value = _name });
        return await read.ExecuteScalarAsync(cancellationToken) as string;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private string As(string login) => new NpgsqlConnectionStringBuilder(Administrator)
    {
        Username = login,
        Password = _secrets.For(login),
    }.ConnectionString;
}

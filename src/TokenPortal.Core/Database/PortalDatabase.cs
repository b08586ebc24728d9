using Dapper;
using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>What an operator does to the database before the portal can work. Each call stands for itself.</summary>
public static class PortalDatabase
{
    private const string MigratorRole = "tokenportal_migrator";

    // Indexes on a large table take their time.
    internal const int ScriptTimeoutSeconds = 3600;

    private static readonly string[] Attachments =
    [
        "tokenportal_hint", "tokenportal_removed", "tokenportal_connected", "tokenportal_authorizations_subject",
        "tokenportal_tokens_unattached", "tokenportal_tokens_authorization",
        "tokenportal_tokens_self_contained",
    ];

    /// <summary>Makes the two group roles, schema portal and the grants on the server's tables. Safe to repeat.</summary>
    /// <param name="administratorConnectionString">Of a superuser.</param>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static Task ApplyRolesAsync(string administratorConnectionString, CancellationToken cancellationToken) =>
        RunAsync(administratorConnectionString, async connection =>
        {
            await RequireServerTablesAsync(connection, cancellationToken);
            await ExecuteAsync(connection, Scripts.Roles, cancellationToken);
        }, cancellationToken);

    /// <summary>Brings schema portal up to date, then installs the guard and the indexes. Safe to repeat.</summary>
    /// <param name="migratorConnectionString">Of a login that is a member of tokenportal_migrator.</param>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static Task ApplyAsync(string migratorConnectionString, CancellationToken cancellationToken) =>
        RunAsync(migratorConnectionString, async connection =>
        {
            await RequireServerTablesAsync(connection, cancellationToken);
            if (!await connection.QuerySingleAsync<bool>(DatabaseSql.RolesExist))
                throw new DatabaseException(
                    "The database roles are missing. A database administrator applies them: database print roles");

            await BecomeMigratorAsync(connection, cancellationToken);
            await Migrator.ApplyAsync(connection, cancellationToken);
            await RunStatementsAsync(connection, Scripts.Guard, cancellationToken);
        }, cancellationToken);

    /// <summary>Takes the guard, the hints and the indexes off the server's tables. Safe to repeat.</summary>
    /// <param name="migratorConnectionString">As for <see cref="ApplyAsync"/>.</param>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static Task RemoveGuardAsync(string migratorConnectionString, CancellationToken cancellationToken) =>
        RunAsync(migratorConnectionString, async connection =>
        {
            await RequireServerTablesAsync(connection, cancellationToken);
            await BecomeMigratorAsync(connection, cancellationToken);
            await RunStatementsAsync(connection, Scripts.RemoveGuard, cancellationToken);
        }, cancellationToken);

    /// <summary>Runs what needs the migrator role and neither changes the schema nor the server's tables.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    internal static Task AsMigratorAsync(
        string migratorConnectionString, Func<NpgsqlConnection, Task> action, CancellationToken cancellationToken) =>
        RunAsync(migratorConnectionString, async connection =>
        {
            await RequireServerTablesAsync(connection, cancellationToken);
            await BecomeMigratorAsync(connection, cancellationToken);
            await action(connection);
        }, cancellationToken);

    /// <summary>The text of a script, for a database administrator who runs it by hand.</summary>
    public static string Print(DatabaseScript script) => script switch
    {
        DatabaseScript.Roles => Scripts.Roles,
        DatabaseScript.Portal => Migrator.Print(),
        DatabaseScript.Guard => Scripts.Guard,
        DatabaseScript.RemoveGuard => Scripts.RemoveGuard,
        _ => throw new ArgumentOutOfRangeException(nameof(script), script, null),
    };

    /// <summary>Compares the database with what the portal needs. Changes nothing.</summary>
    /// <exception cref="DatabaseException">The database cannot be reached.</exception>
    public static async Task<DatabaseReport> CheckAsync(
        NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await CheckAsync(connection, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new DatabaseException($"The database cannot be asked: {Reason(exception)}", exception);
        }
    }

    private static async Task<DatabaseReport> CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var differences = await SchemaVerifier.FindDifferencesAsync(connection, cancellationToken);
        List<string> errors = [.. differences.Select(difference =>
            $"The authorization server's {difference}. Is this its database, and its OpenIddict version 7?")];

        var applied = await connection.QuerySingleAsync<bool>(DatabaseSql.SchemaVersionsExist)
            ? await connection.QueryAsync<string>(DatabaseSql.SchemaVersions)
            : [];
        errors.AddRange(Migrator.Names.Except(applied).Select(name =>
            $"Migration {name} is not applied. Run: database apply"));

        List<string> warnings = [];
        if (!await connection.QuerySingleAsync<bool>(DatabaseSql.GuardInstalled))
            warnings.Add("The guard is not installed: a sweep every half minute stands in for it. Run: database apply");
        var attached = (await connection.QueryAsync<string>(DatabaseSql.AttachedToServer)).ToHashSet();
        warnings.AddRange(Attachments.Where(name => !attached.Contains(name)).Select(name =>
            $"{name} is missing on the server's tables: lists are slower, pages do not update by themselves, or the "
            + "history lacks what the server does. "
            + "Run: database apply"));
        warnings.AddRange((await connection.QueryAsync<string>(DatabaseSql.SecretsReadable)).Select(column =>
            $"The portal's login can read {column}. Give it the role tokenportal_runtime and no other"));
        return new DatabaseReport(errors, warnings);
    }

    /// <summary>
    /// Whatever login runs this, the objects belong to the role. Temporary objects come last in the path, so that none
    /// can stand in for a table in the functions, which keep this path.
    /// </summary>
    private static async Task BecomeMigratorAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var schema = await connection.QuerySingleAsync<string>(DatabaseSql.ServerSchema);
        await ExecuteAsync(
            connection, $"set role {MigratorRole}; set lock_timeout = '5s'; set search_path = {schema}, pg_temp",
            cancellationToken);
    }

    private static async Task RunStatementsAsync(
        NpgsqlConnection connection, string script, CancellationToken cancellationToken)
    {
        foreach (var index in await connection.QueryAsync<string>(DatabaseSql.InvalidIndexes))
            await ExecuteAsync(connection, $"drop index concurrently if exists {index}", cancellationToken);
        foreach (var statement in Scripts.StatementsOf(script))
            await ExecuteAsync(connection, statement, cancellationToken);
    }

    private static Task<int> ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(
            new CommandDefinition(sql, commandTimeout: ScriptTimeoutSeconds, cancellationToken: cancellationToken));

    private static async Task RequireServerTablesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var differences = await SchemaVerifier.FindDifferencesAsync(connection, cancellationToken);
        if (differences.Count > 0)
            throw new DatabaseException(
                $"The authorization server's tables are not as expected: {string.Join("; ", differences)}. "
                + "Let the server create its tables first, and name its database in the connection string");
    }

    private static async Task RunAsync(
        string connectionString, Func<NpgsqlConnection, Task> action, CancellationToken cancellationToken)
    {
        try
        {
            var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            await action(connection);
        }
        catch (ArgumentException exception)
        {
            throw new DatabaseException($"The connection string cannot be read: {exception.Message}", exception);
        }
        catch (NpgsqlException exception)
        {
            throw new DatabaseException($"The database refused or did not answer: {Reason(exception)}", exception);
        }
    }

    // The whole message of a refusal has several lines.
    private static string Reason(NpgsqlException exception) =>
        exception is PostgresException refusal ? refusal.MessageText : exception.Message;
}

/// <summary>The scripts that <see cref="PortalDatabase.Print"/> knows.</summary>
public enum DatabaseScript
{
    /// <summary>For a database administrator, first.</summary>
    Roles,

    /// <summary>Schema portal: all migrations in their order.</summary>
    Portal,

    /// <summary>The guard, the hints and the indexes on the server's tables.</summary>
    Guard,

    /// <summary>What takes those off again.</summary>
    RemoveGuard,
}

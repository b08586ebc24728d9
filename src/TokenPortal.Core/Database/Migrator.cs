using System.Reflection;
using Dapper;
using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>
/// Runs the numbered scripts that the journal does not name yet, in their order, each in a transaction of its own with
/// its journal row. Two that run at once wait for each other.
/// </summary>
internal static class Migrator
{
    private const string Folder = "TokenPortal.Core.Database.Migrations.";

    private const string CreateJournal = """
        create table if not exists portal.schema_versions (
            name text primary key,
            applied_at timestamptz not null default now()
        );
        grant select on portal.schema_versions to tokenportal_runtime;
        """;

    // Any number, as long as nobody else's: the letters of "tokenpor".
    private const string OneAtATime = "select pg_advisory_xact_lock(8390876182755634034)";

    /// <summary>The scripts' names in the order in which they run.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <exception cref="DatabaseException">Names the script that failed; it was rolled back, earlier ones stay.</exception>
    public static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(CreateJournal, cancellationToken: cancellationToken));
        foreach (var name in Names)
        {
            try
            {
                await ApplyAsync(connection, name, cancellationToken);
            }
            catch (PostgresException exception)
            {
                throw new DatabaseException($"Migration {name} was not applied: {exception.MessageText}", exception);
            }
        }
    }

    /// <summary>All scripts as one text, for a database without any: a transaction and a journal row for each.</summary>
    public static string Print() => string.Join('\n',
        Names.Select(name => $"begin;\n{Scripts.Read(Folder + name)}\n{RecordAs(name)};\ncommit;\n")
            .Prepend(CreateJournal + "\n"));

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.ExecuteAsync(OneAtATime + ";", transaction: transaction);
        var applied = await connection.QueryAsync<string>(DatabaseSql.SchemaVersions, transaction: transaction);
        if (applied.Contains(name)) return;

        await connection.ExecuteAsync(Scripts.Read(Folder + name), transaction: transaction);
        await connection.ExecuteAsync(RecordAs(name), transaction: transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    // The name is a file's of this assembly: letters, digits, underscores and dots.
    private static string RecordAs(string name) => $"insert into portal.schema_versions (name) values ('{name}')";
}

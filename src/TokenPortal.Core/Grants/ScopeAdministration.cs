using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using TokenPortal.Core.Database;

namespace TokenPortal.Core.Grants;

/// <summary>What an operator does with the scope catalogue, as the migrator's login: the portal itself only reads it.</summary>
public static partial class ScopeAdministration
{
    /// <summary>The whole catalogue, group by group.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static async Task<IReadOnlyList<ScopeFacts>> ListAsync(
        string migratorConnectionString, CancellationToken cancellationToken)
    {
        List<ScopeFacts> facts = [];
        await RunAsync(migratorConnectionString, async connection =>
        {
            var rows = await connection.QueryAsync<ScopeFactsRow>(
                new CommandDefinition(ScopeFactsSql.List, cancellationToken: cancellationToken));
            facts.AddRange(rows.Select(row => row.ToFacts()));
        }, cancellationToken);
        return facts;
    }

    /// <summary>Puts scopes into the catalogue, or changes what it says of them.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static Task SetAsync(
        string migratorConnectionString, IReadOnlyCollection<ScopeFacts> scopes, CancellationToken cancellationToken) =>
        RunAsync(migratorConnectionString, connection => connection.ExecuteAsync(new CommandDefinition(
            ScopeFactsSql.Set,
            scopes.Select(facts => new
            {
                facts.Scope,
                reach = WordOf(facts.Reach),
                facts.Group,
                risk = WordOf(facts.Risk),
                mandatory = facts.IsMandatory,
            }),
            cancellationToken: cancellationToken)), cancellationToken);

    /// <summary>Takes a scope out of the catalogue: it is unknown from then on. False when it was.</summary>
    /// <exception cref="DatabaseException">In one sentence, what is missing or was refused.</exception>
    public static async Task<bool> RemoveAsync(
        string migratorConnectionString, string scope, CancellationToken cancellationToken)
    {
        var removed = 0;
        await RunAsync(migratorConnectionString, async connection => removed = await connection.ExecuteAsync(
            new CommandDefinition(ScopeFactsSql.Remove, new { scope }, cancellationToken: cancellationToken)),
            cancellationToken);
        return removed > 0;
    }

    /// <summary>Whether a text can be a scope (RFC 6749 section 3.3).</summary>
    public static bool IsScope(string text) => Scope().IsMatch(text);

    /// <summary>Whether a text can be the key of a group.</summary>
    public static bool IsGroup(string text) => Group().IsMatch(text);

    internal static string WordOf<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static Task RunAsync(
        string connectionString, Func<NpgsqlConnection, Task> action, CancellationToken cancellationToken) =>
        PortalDatabase.AsMigratorAsync(connectionString, action, cancellationToken);

    [GeneratedRegex(@"\A[\x21\x23-\x5b\x5d-\x7e]+\z")]
    private static partial Regex Scope();

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,39}\z")]
    private static partial Regex Group();
}

using Dapper;
using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>
/// Holds the columns that Core relies on against the server's tables, so that an upgrade of the server that changes
/// one fails with its name and not with an error in a page.
/// </summary>
internal static class SchemaVerifier
{
    private static readonly string[] Text = ["text", "character varying"];
    private static readonly string[] Time = ["timestamp with time zone"];

    private static readonly (string Table, string Column, string[] Types)[] Expected =
    [
        ("OpenIddictApplications", "Id", Text),
        ("OpenIddictApplications", "ClientId", Text),
        ("OpenIddictApplications", "ClientType", Text),
        ("OpenIddictApplications", "DisplayName", Text),
        ("OpenIddictApplications", "Properties", Text),
        ("OpenIddictAuthorizations", "Id", Text),
        ("OpenIddictAuthorizations", "ApplicationId", Text),
        ("OpenIddictAuthorizations", "ConcurrencyToken", Text),
        ("OpenIddictAuthorizations", "CreationDate", Time),
        ("OpenIddictAuthorizations", "Scopes", Text),
        ("OpenIddictAuthorizations", "Status", Text),
        ("OpenIddictAuthorizations", "Subject", Text),
        ("OpenIddictAuthorizations", "Type", Text),
        ("OpenIddictTokens", "Id", Text),
        ("OpenIddictTokens", "ApplicationId", Text),
        ("OpenIddictTokens", "AuthorizationId", Text),
        ("OpenIddictTokens", "CreationDate", Time),
        ("OpenIddictTokens", "ExpirationDate", Time),
        ("OpenIddictTokens", "RedemptionDate", Time),
        ("OpenIddictTokens", "ReferenceId", Text),
        ("OpenIddictTokens", "Status", Text),
        ("OpenIddictTokens", "Subject", Text),
        ("OpenIddictTokens", "Type", Text),
        ("OpenIddictScopes", "Name", Text),
        ("OpenIddictScopes", "DisplayName", Text),
        ("OpenIddictScopes", "DisplayNames", Text),
        ("OpenIddictScopes", "Description", Text),
        ("OpenIddictScopes", "Descriptions", Text),
    ];

    /// <summary>One sentence for each difference; none when the server's tables are as Core expects them.</summary>
    public static async Task<IReadOnlyList<string>> FindDifferencesAsync(
        NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var tables = Expected.Select(column => $"\"{column.Table}\"").Distinct().ToArray();
        var rows = await connection.QueryAsync<ColumnRow>(
            new CommandDefinition(DatabaseSql.Columns, new { tables }, cancellationToken: cancellationToken));
        return Compare(rows.ToDictionary(row => (row.Table, row.Column), row => row.Type));
    }

    internal static IReadOnlyList<string> Compare(IReadOnlyDictionary<(string Table, string Column), string> actual)
    {
        var present = actual.Keys.Select(key => key.Table).ToHashSet();
        var missingTables = Expected.Select(column => column.Table).Distinct().Where(table => !present.Contains(table));
        var columns = Expected.Where(column => present.Contains(column.Table)).Select(column =>
            !actual.TryGetValue((column.Table, column.Column), out var type)
                ? $"column \"{column.Table}\".\"{column.Column}\" is missing"
                : column.Types.Contains(type) ? null
                    : $"column \"{column.Table}\".\"{column.Column}\" is {type}, expected {column.Types[0]}");
        return [.. missingTables.Select(table => $"table \"{table}\" is missing"), .. columns.OfType<string>()];
    }

    private sealed record ColumnRow(string Table, string Column, string Type);
}

using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Npgsql;
using TokenPortal.Benchmarks.Databases;
using TokenPortal.Core.Grants;

namespace TokenPortal.Benchmarks.Reports;

/// <summary>The server's own account of the shipped statement.</summary>
internal static partial class Plans
{
    /// <returns>The plan, and how many pages its run touched.</returns>
    public static async Task<(string Note, int Buffers)> ListAsync(BenchmarkDatabase database, string subject)
    {
        await using var connection = new NpgsqlConnection(database.Runtime);
        await connection.OpenAsync();
        await ExplainAsync(connection, subject);
        // The first run of a session also reads the catalog.
        var lines = await ExplainAsync(connection, subject);
        var text = string.Join('\n', lines.Select(line => LongLiterals().Replace(line, "…")));
        return ($"The server's plan of one list:\n\n```\n{text}\n```", CountBuffers(lines));
    }

    // The first node is the root, which counts those of all the others.
    private static int CountBuffers(IReadOnlyList<string> plan) =>
        Pages().Matches(plan.First(line => line.Contains("Buffers: ", StringComparison.Ordinal)))
            .Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    private static async Task<IReadOnlyList<string>> ExplainAsync(NpgsqlConnection connection, string subject) =>
        (await connection.QueryAsync<string>(
            "explain (analyze, buffers, timing off) " + GrantSql.List,
            AppParameters.For(subject, key: null, TimeProvider.System.GetUtcNow()))).AsList();

    [GeneratedRegex("'[^']{20,}'")]
    private static partial Regex LongLiterals();

    [GeneratedRegex("(?:hit|read)=([0-9]+)")]
    private static partial Regex Pages();
}

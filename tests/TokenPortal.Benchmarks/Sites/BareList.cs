using System.Data.Common;
using Dapper;
using Npgsql;
using TokenPortal.Benchmarks.Variants;
using TokenPortal.Core.Grants;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>The shipped list statement alone, prepared, with its rows read and thrown away.</summary>
internal sealed class BareList(string connectionString, string subject) : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source =
        NpgsqlDataSource.Create(Pools.Sized(connectionString, autoPrepare: 100, "bare list", reset: false));

    /// <returns>How many rows there were.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var parameters = AppParameters.For(subject, key: null, TimeProvider.System.GetUtcNow());
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await using var reader = (DbDataReader)await connection.ExecuteReaderAsync(
            new CommandDefinition(GrantSql.List, parameters, cancellationToken: cancellationToken));
        var values = new object[reader.FieldCount];
        var rows = 0;
        for (; await reader.ReadAsync(cancellationToken); rows++) reader.GetValues(values);
        return rows;
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}

using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

/// <summary>Runs the statements, and says what is known when one fails.</summary>
internal sealed class GrantStore(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, ILogger<GrantStore> logger)
{
    private readonly GrantHints _hints = new(dataSource, logger);

    public Task<List<T>> ReadAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        ReadAsync(
            async connection => (await connection.QueryAsync<T>(
                new CommandDefinition(sql, parameters, cancellationToken: cancellationToken))).AsList(),
            cancellationToken);

    /// <summary>Runs several statements as one command, and reads their results in turn.</summary>
    public Task<T> ReadSeveralAsync<T>(
        string sql, object parameters, Func<SqlMapper.GridReader, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(
            async connection =>
            {
                await using var results = await connection.QueryMultipleAsync(
                    new CommandDefinition(sql, parameters, cancellationToken: cancellationToken));
                return await read(results);
            },
            cancellationToken);

    private async Task<T> ReadAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceAsync(read, cancellationToken);
        }
        catch (NpgsqlException exception) when (exception is not PostgresException { Severity: "ERROR" })
        {
            // The pool can hold connections that a restart of the database has cut: the second try gets a new one.
            dataSource.Clear();
        }

        try
        {
            return await ReadOnceAsync(read, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw Failed(GrantStoreFailure.NothingChanged, exception);
        }
    }

    /// <summary>
    /// Runs a batch that ends access. The caller's cancellation token counts until the batch is sent: a closed tab does not
    /// stop a revoke that was asked for.
    /// </summary>
    /// <exception cref="GrantStoreException">With what is known of the outcome.</exception>
    public async Task<(List<ReceiptRow> Receipts, TargetRow Target)> RevokeAsync(
        string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await ChangeAsync(async () =>
        {
            await using var results = await connection.QueryMultipleAsync(sql, parameters);
            await results.ReadAsync<string>();
            var receipts = (await results.ReadAsync<ReceiptRow>()).AsList();
            // Reading the last result to its end also reads the server's word that the transaction is over.
            var target = await results.ReadSingleAsync<TargetRow>();
            return (receipts, target);
        });
    }

    /// <summary>Runs the fence of a token response, which answers with one row.</summary>
    /// <exception cref="GrantStoreException">With what is known of the outcome.</exception>
    public async Task<ExchangeRow> ExchangeAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await ChangeAsync(async () =>
        {
            await using var results = await connection.QueryMultipleAsync(sql, parameters);
            await results.ReadAsync<string>();
            return await results.ReadSingleAsync<ExchangeRow>();
        });
    }

    /// <summary>Runs one statement that changes rows and tells of them.</summary>
    /// <exception cref="GrantStoreException">With what is known of the outcome.</exception>
    public async Task<List<T>> ReadChangesAsync<T>(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await ChangeAsync(async () => (await connection.QueryAsync<T>(sql, parameters)).AsList());
    }

    /// <summary>Runs one statement. Gives the number of rows that it changed.</summary>
    /// <exception cref="GrantStoreException">With what is known of the outcome.</exception>
    public async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await ChangeAsync(() => connection.ExecuteAsync(sql, parameters));
    }

    /// <summary>Sends the hint that a subject's grants changed. Only a hint: a failure is logged and no more.</summary>
    public Task NotifyAsync(string payload) => _hints.SendAsync(payload);

    private async Task<T> ReadOnceAsync<T>(Func<NpgsqlConnection, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await read(connection);
    }

    private async Task<T> ChangeAsync<T>(Func<Task<T>> change)
    {
        try
        {
            return await change();
        }
        catch (PostgresException exception) when (exception.Severity == "ERROR")
        {
            throw Failed(GrantStoreFailure.NothingChanged, exception);
        }
        catch (NpgsqlException exception)
        {
            dataSource.Clear();
            throw Failed(GrantStoreFailure.OutcomeUnknown, exception);
        }
    }

    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await dataSource.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw Failed(GrantStoreFailure.NothingChanged, exception);
        }
    }

    private GrantStoreException Failed(GrantStoreFailure failure, NpgsqlException exception)
    {
        Log.StoreFailed(logger, exception.Message, exception);
        return new GrantStoreException(failure, exception);
    }
}

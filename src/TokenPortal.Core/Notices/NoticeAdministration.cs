using Dapper;
using Npgsql;
using TokenPortal.Core.Database;

namespace TokenPortal.Core.Notices;

/// <summary>What an operator can see of the notices, and do about dead letters. Each call stands for itself.</summary>
public static class NoticeAdministration
{
    /// <summary>The newest notices first.</summary>
    /// <param name="dead">Dead letters only.</param>
    /// <exception cref="DatabaseException">The database cannot be asked.</exception>
    public static async Task<IReadOnlyList<NoticeState>> ListAsync(
        NpgsqlDataSource dataSource, bool dead, int most, CancellationToken cancellationToken) =>
        await AskAsync(dataSource, async connection =>
        {
            var rows = await connection.QueryAsync<NoticeStateRow>(
                new CommandDefinition(NoticeSql.List, new { dead, most }, cancellationToken: cancellationToken));
            return rows.Select(row => row.ToState()).ToList();
        }, cancellationToken);

    /// <summary>Lets dead letters be tried again from the beginning. Gives how many there were.</summary>
    /// <param name="id">One of them, or null for all.</param>
    /// <exception cref="DatabaseException">The database cannot be asked.</exception>
    public static Task<int> RetryAsync(
        NpgsqlDataSource dataSource, Guid? id, TimeProvider time, CancellationToken cancellationToken) =>
        AskAsync(dataSource, connection => connection.ExecuteAsync(new CommandDefinition(
            NoticeSql.Retry, new { id, now = time.GetUtcNow().UtcDateTime }, cancellationToken: cancellationToken)),
            cancellationToken);

    private static async Task<T> AskAsync<T>(
        NpgsqlDataSource dataSource, Func<NpgsqlConnection, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            return await ask(connection);
        }
        catch (NpgsqlException exception)
        {
            throw new DatabaseException($"The database refused or did not answer: {exception.Message}", exception);
        }
    }

    /// <summary>A row of <see cref="NoticeSql.List"/>.</summary>
    private sealed record NoticeStateRow(
        Guid Id, string Kind, string Subject, DateTime CreatedAt, int Attempts, string State, string? LastError)
    {
        public NoticeState ToState() => new(
            Id, Kind, Subject, Times.FromDatabase(CreatedAt), Attempts, State, LastError);
    }
}

/// <summary>A notice as an operator sees it.</summary>
/// <param name="State">sent, skipped, dead or waiting.</param>
public sealed record NoticeState(
    Guid Id, string Kind, string Subject, DateTimeOffset CreatedAt, int Attempts, string State, string? LastError);

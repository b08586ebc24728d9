using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Sends hints, one command at a time: those that come while one is under way go together in the next. NOTIFY queues
/// commits behind each other, so that many small ones would hold up the revokes that they tell of.
/// </summary>
internal sealed class GrantHints(NpgsqlDataSource dataSource, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly HashSet<string> _waiting = [];
    private Task _newest = Task.CompletedTask;

    /// <returns>Done when the hint was sent, or could not be.</returns>
    public Task SendAsync(string payload)
    {
        lock (_lock)
        {
            if (_waiting.Add(payload) && _waiting.Count == 1) _newest = SendAfterAsync(_newest);
            return _newest;
        }
    }

    private async Task SendAfterAsync(Task previous)
    {
        await previous.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        string[] payloads;
        lock (_lock)
        {
            payloads = [.. _waiting];
            _waiting.Clear();
        }

        try
        {
            await using var connection = await dataSource.OpenConnectionAsync();
            await connection.ExecuteAsync(GrantSql.Notify, new { channel = GrantChangeListener.Channel, payloads });
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException)
        {
            Log.NotifyFailed(logger, exception.Message);
        }
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>The apps' own memory: tokens in a file that only the owner reads, so that they outlive a restart.</summary>
internal sealed class ConnectionStore : IDisposable
{
    private readonly string _path;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new();
    private readonly ConcurrentDictionary<string, Connection> _connections;

    public ConnectionStore(LinkedAppsOptions options)
    {
        _path = options.TokenFile;
        var saved = File.Exists(_path) ? JsonSerializer.Deserialize<List<Connection>>(File.ReadAllText(_path)) : null;
        _connections = new((saved ?? []).ToDictionary(connection => connection.Id));
    }

    public IReadOnlyList<Connection> For(LinkedApp app) =>
        [.. _connections.Values.Where(connection => connection.AppId == app.Id)
            .OrderBy(connection => connection.Email).ThenBy(connection => connection.Device)];

    public Connection? Find(string id) => _connections.GetValueOrDefault(id);

    public async Task SaveAsync(Connection connection)
    {
        if (_connections.TryGetValue(connection.Id, out var known) && known == connection) return;
        _connections[connection.Id] = connection;

        // Not to be cancelled: a rotated refresh token that is not written down is lost.
        await _writing.WaitAsync(CancellationToken.None);
        try
        {
            var text = JsonSerializer.Serialize(_connections.Values.OrderBy(c => c.AppId).ThenBy(c => c.ConnectedAt));
            await SecretFile.WriteAsync(_path, text, CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>One at a time for each connection: two refreshes with one token would look like a theft.</summary>
    public async Task<IDisposable> TakeTurnAsync(string id, CancellationToken cancellationToken)
    {
        var turn = _turns.GetOrAdd(id, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public void Dispose()
    {
        _writing.Dispose();
        foreach (var turn in _turns.Values) turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}

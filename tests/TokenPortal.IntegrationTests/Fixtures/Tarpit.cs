using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>A line to PostgreSQL that can be closed, or go on accepting connections and bytes and answer nothing.</summary>
internal sealed class Tarpit : IAsyncDisposable
{
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TcpClient> _clients = [];
    private readonly CancellationTokenSource _stopped = new();
    private volatile State _state = State.Open;

    public Tarpit(string connectionString)
    {
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _listener.Start();
        _ = AcceptAsync();
    }

    private enum State
    {
        Open,
        Silent,
        Closed,
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Open() => _state = State.Open;

    /// <summary>From now on bytes are swallowed, on connections that stand and on new ones.</summary>
    public void FallSilent() => _state = State.Silent;

    /// <summary>Cuts what stands, and hangs up on whoever calls.</summary>
    public void Close()
    {
        _state = State.Closed;
        foreach (var client in _clients) client.Close();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Dispose();
        Close();
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stopped.IsCancellationRequested)
        {
            var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
            _clients.Add(client);
            if (_state == State.Closed) client.Close();
            else _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        try
        {
            await server.ConnectAsync(_target.Host!, _target.Port, _stopped.Token);
            await Task.WhenAny(
                CopyAsync(client.GetStream(), server.GetStream()), CopyAsync(server.GetStream(), client.GetStream()));
        }
        catch (Exception exception) when (exception is IOException or SocketException or InvalidOperationException
            or OperationCanceledException)
        {
            // One side hung up.
        }

        client.Close();
    }

    // A line that was silent has lost bytes: it stays silent.
    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[65536];
        var silent = false;
        while (await from.ReadAsync(buffer, _stopped.Token) is > 0 and var count)
        {
            silent |= _state == State.Silent;
            if (!silent) await to.WriteAsync(buffer.AsMemory(0, count), _stopped.Token);
        }
    }
}

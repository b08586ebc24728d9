using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>Stands between a client and PostgreSQL and cuts the line at a chosen moment.</summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _target;
    private readonly CancellationTokenSource _stopped = new();
    private readonly byte[] _trigger;
    private readonly ConcurrentDictionary<TcpClient, bool> _clients = new();
    private volatile Cut _cut;
    private volatile bool _refuses;

    /// <param name="trigger">Text in a request that the cut waits for.</param>
    public CuttingProxy(string connectionString, string trigger)
    {
        _target = new NpgsqlConnectionStringBuilder(connectionString);
        _trigger = Encoding.UTF8.GetBytes(trigger);
        _listener.Start();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
        }.ConnectionString;
        _ = AcceptAsync();
    }

    public enum Cut
    {
        None,
        BeforeRequest,
        AfterAnswer,
    }

    public string ConnectionString { get; }

    /// <summary>Cuts once, at the next request that holds the trigger.</summary>
    /// <param name="andRefuse">From then on no other connection gets through either, old or new.</param>
    public void Arm(Cut cut, bool andRefuse = false)
    {
        RefusesAfterCut = andRefuse;
        _cut = cut;
    }

    /// <summary>Lets connections through again.</summary>
    public void Accept() => _refuses = false;

    private bool RefusesAfterCut { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopped.Token);
                if (_refuses) client.Dispose();
                else _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        _clients[client] = true;
        using (client)
        using (var server = new TcpClient())
        {
            try
            {
                await server.ConnectAsync(_target.Host!, _target.Port, _stopped.Token);
                var swallowed = new Swallowed();
                await Task.WhenAny(
                    ForwardAsync(client, server.GetStream(), swallowed),
                    CopyAsync(server.GetStream(), client.GetStream(), swallowed));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException
                or ObjectDisposedException)
            {
                // One side hung up.
            }
        }

        _clients.TryRemove(client, out _);
    }

    private async Task ForwardAsync(TcpClient client, NetworkStream to, Swallowed swallowed)
    {
        var from = client.GetStream();
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _stopped.Token) is > 0 and var count)
        {
            var request = buffer.AsMemory(0, count);
            var cut = request.Span.IndexOf(_trigger) >= 0 ? _cut : Cut.None;
            if (cut == Cut.None)
            {
                await to.WriteAsync(request, _stopped.Token);
                continue;
            }

            _cut = Cut.None;
            _refuses = RefusesAfterCut;
            // A long request comes in several parts, and only a whole one is carried out.
            var parts = new MemoryStream();
            parts.Write(request.Span);
            while (!EndsRequest(parts) && await from.ReadAsync(buffer, _stopped.Token) is > 0 and var more)
                parts.Write(buffer, 0, more);
            if (cut == Cut.AfterAnswer)
            {
                // The server has committed when it answers, and nobody hears of it.
                swallowed.Begins = true;
                await to.WriteAsync(parts.ToArray(), _stopped.Token);
                await swallowed.Answer.Task.WaitAsync(_stopped.Token);
            }

            client.Close();
            if (!_refuses) return;
            foreach (var other in _clients.Keys) other.Close();
            return;
        }
    }

    /// <summary>The last message of a request is Sync: its letter and its length.</summary>
    private static bool EndsRequest(MemoryStream parts) =>
        parts.GetBuffer().AsSpan(0, (int)parts.Length).EndsWith("S\0\0\0\u0004"u8);

    private async Task CopyAsync(NetworkStream from, NetworkStream to, Swallowed swallowed)
    {
        var buffer = new byte[65536];
        while (await from.ReadAsync(buffer, _stopped.Token) is > 0 and var count)
        {
            if (swallowed.Begins) swallowed.Answer.TrySetResult();
            else await to.WriteAsync(buffer.AsMemory(0, count), _stopped.Token);
        }
    }

    /// <summary>What the server says after the cut.</summary>
    private sealed class Swallowed
    {
        public volatile bool Begins;

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

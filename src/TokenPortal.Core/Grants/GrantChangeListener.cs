using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Waits for hints on a connection of its own. While there is none, nothing can be promised: every stamp is then
/// different from every other, and on reconnecting everyone is told to read again.
/// </summary>
internal sealed class GrantChangeListener(
    ListeningDataSource dataSource, TimeProvider time, ILogger<GrantChangeListener> logger)
    : BackgroundService, IGrantChanges
{
    public const string Channel = "tokenportal_grants";

    // Subjects share a counter when their hashes meet: that costs one needless read, and memory stays fixed.
    private const int Counters = 4096;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly string _instance = Guid.NewGuid().ToString("N");
    private readonly long[] _counters = new long[Counters];
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<Func<Task>>> _subscribers = [];
    private readonly TaskCompletionSource _firstListening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _epoch;
    private volatile bool _listening;
    private bool _toldOfOutage;

    /// <summary>Done when hints arrive for the first time.</summary>
    public Task FirstListening => _firstListening.Task;

    /// <summary>The subject as hints name it. The trigger in Guard.sql writes the same.</summary>
    public static string PayloadFor(string subject) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(subject)));

    public string StampFor(string subject)
    {
        if (!_listening) return Guid.NewGuid().ToString("N");
        var counter = Interlocked.Read(ref _counters[CounterOf(PayloadFor(subject))]);
        return $"{_instance}.{Interlocked.Read(ref _epoch)}.{counter}";
    }

    public IDisposable Subscribe(string subject, Func<Task> onChange)
    {
        var payload = PayloadFor(subject);
        lock (_lock)
        {
            if (!_subscribers.TryGetValue(payload, out var callbacks)) _subscribers[payload] = callbacks = [];
            callbacks.Add(onChange);
        }
        return new Subscription(() => Unsubscribe(payload, onChange));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                // One line for an outage, however long it is; the next says that it is over.
                if (_toldOfOutage) Log.StillNotListening(logger, exception.Message);
                else Log.NotListening(logger, exception.Message);
                _toldOfOutage = true;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            finally
            {
                _listening = false;
            }

            await Task.Delay(RetryAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = dataSource.Value.CreateConnection();
        connection.Notification += (_, notification) => Receive(notification.Payload);
        await connection.OpenAsync(stoppingToken);
        await using (var command = new NpgsqlCommand($"listen {Channel}", connection))
            await command.ExecuteNonQueryAsync(stoppingToken);

        Interlocked.Increment(ref _epoch);
        _listening = true;
        _toldOfOutage = false;
        Log.Listening(logger);
        TellEveryone();
        _firstListening.TrySetResult();
        while (true) await connection.WaitAsync(stoppingToken);
    }

    private void Receive(string payload)
    {
        Interlocked.Increment(ref _counters[CounterOf(payload)]);
        Func<Task>[] callbacks;
        lock (_lock)
        {
            callbacks = _subscribers.TryGetValue(payload, out var list) ? [.. list] : [];
        }
        foreach (var callback in callbacks) _ = Task.Run(() => CallAsync(callback));
    }

    private void TellEveryone()
    {
        Func<Task>[] callbacks;
        lock (_lock)
        {
            callbacks = [.. _subscribers.Values.SelectMany(list => list)];
        }
        foreach (var callback in callbacks) _ = Task.Run(() => CallAsync(callback));
    }

    private async Task CallAsync(Func<Task> callback)
    {
        try
        {
            await callback();
        }
#pragma warning disable CA1031 // The edge: one page's fault must not reach the others, and is logged.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.SubscriberFailed(logger, exception);
        }
    }

    private void Unsubscribe(string payload, Func<Task> onChange)
    {
        lock (_lock)
        {
            if (_subscribers.TryGetValue(payload, out var callbacks) && callbacks.Remove(onChange)
                && callbacks.Count == 0)
                _subscribers.Remove(payload);
        }
    }

    private static int CounterOf(string payload) => (int)((uint)string.GetHashCode(payload) % Counters);

    private sealed class Subscription(Action unsubscribe) : IDisposable
    {
        private Action? _unsubscribe = unsubscribe;

        public void Dispose() => Interlocked.Exchange(ref _unsubscribe, null)?.Invoke();
    }
}

/// <summary>Holds the data source of the listening connection apart from the one of the pool.</summary>
internal sealed record ListeningDataSource(NpgsqlDataSource Value) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Value.DisposeAsync();
}

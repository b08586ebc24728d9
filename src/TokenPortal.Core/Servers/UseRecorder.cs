using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace TokenPortal.Core.Servers;

/// <summary>
/// Gathers uses in memory, one for each token, and writes them every two seconds and when the server stops. While the
/// database is away they wait, up to a bound; beyond it, what is new is dropped.
/// </summary>
internal sealed class UseRecorder(
    [FromKeyedServices(CoreOptions.ConnectionStringName)] NpgsqlDataSource dataSource, TimeProvider time,
    ILogger<UseRecorder> logger) : BackgroundService, IUses
{
    /// <summary>How many tokens can wait: some megabytes.</summary>
    internal const int Most = 10_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);

    // SQLSTATE class 22: a value that cannot be what it should be.
    private const string DataException = "22";

    private readonly Lock _lock = new();
    private Dictionary<string, Use> _waiting = [];
    private int _dropped;
    private bool _toldOfOutage;

    public void Note(string tokenId, string? addressPrefix) =>
        Add(tokenId, new Use(time.GetUtcNow().UtcDateTime, addressPrefix));

    /// <summary>Writes what was noted until now. Gives for how many tokens, or null when it has to wait.</summary>
    public async Task<int?> FlushAsync()
    {
        var uses = Take(ref _waiting, []);
        if (uses.Count == 0) return 0;
        try
        {
            await WriteAsync(uses);
            _toldOfOutage = false;
            var dropped = Take(ref _dropped, 0);
            if (dropped > 0) Log.UsesDropped(logger, dropped, "too many were waiting for the database");
            return uses.Count;
        }
        catch (PostgresException exception) when (exception.SqlState.StartsWith(DataException, StringComparison.Ordinal))
        {
            // A row of the server's that cannot be read would stand in the way of all others for ever.
            Log.UsesDropped(logger, uses.Count, exception.MessageText);
            return null;
        }
        catch (NpgsqlException exception)
        {
            KeepWaiting(uses, exception);
            return null;
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is written once nothing is noted any more.
        }
    }

    private async Task WriteAsync(Dictionary<string, Use> uses)
    {
        await using var connection = await dataSource.OpenConnectionAsync();
        await connection.ExecuteAsync(UseSql.Record, new
        {
            tokenIds = uses.Keys.ToArray(),
            times = uses.Values.Select(use => use.At).ToArray(),
            addressPrefixes = uses.Values.Select(use => use.AddressPrefix).ToArray(),
        });
    }

    private void KeepWaiting(Dictionary<string, Use> uses, NpgsqlException exception)
    {
        // It is safe to write them twice: only the latest counts.
        foreach (var (tokenId, use) in uses) Add(tokenId, use);
        if (exception is not PostgresException) dataSource.Clear();
        // One line for an outage, however long it is.
        if (!_toldOfOutage) Log.UsesWait(logger, exception.Message);
        _toldOfOutage = true;
    }

    private void Add(string tokenId, Use use)
    {
        lock (_lock)
        {
            if (_waiting.TryGetValue(tokenId, out var known)) _waiting[tokenId] = Use.Latest(known, use);
            else if (_waiting.Count < Most) _waiting[tokenId] = use;
            else _dropped++;
        }
    }

    private T Take<T>(ref T field, T next)
    {
        lock (_lock)
        {
            var taken = field;
            field = next;
            return taken;
        }
    }

    private sealed record Use(DateTime At, string? AddressPrefix)
    {
        public static Use Latest(Use one, Use other)
        {
            var (earlier, later) = one.At <= other.At ? (one, other) : (other, one);
            return later.AddressPrefix is null ? later with { AddressPrefix = earlier.AddressPrefix } : later;
        }
    }
}

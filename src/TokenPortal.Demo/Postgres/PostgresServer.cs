using System.Diagnostics;
using Npgsql;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.Postgres;

/// <summary>
/// A PostgreSQL server for the demo and the tests: one that runs already, or one of our own over a data folder.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string LockName = "postgres.lock";
    private const int StartAttempts = 3;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly PostgresOptions _options;
    private readonly OwnServer? _own;
    private readonly FolderLock? _lock;
    private PostgresProcess? _process;

    private PostgresServer(PostgresOptions options, string connectionString, OwnServer? own, FolderLock? held)
        => (_options, ConnectionString, _own, _lock) = (options, connectionString, own, held);

    /// <summary>Of a superuser, to the database `postgres` (or the one that was given).</summary>
    public string ConnectionString { get; private set; }

    public string? Host => new NpgsqlConnectionStringBuilder(ConnectionString).Host;

    public int Port => new NpgsqlConnectionStringBuilder(ConnectionString).Port;

    public Version ServerVersion { get; private set; } = new();

    public static async Task<PostgresServer> StartAsync(PostgresOptions options, CancellationToken cancellationToken)
    {
        if (options.ConnectionString is { } given) return await UseAsync(options, given, cancellationToken);

        var folder = UserFolders.Create(options.DataFolder);
        var held = FolderLock.TryTake(folder, LockName) ?? throw new StartException(
            $"The data folder {folder} is in use by another demo: stop that one, or choose another with --data.");
        PostgresServer? server = null;
        try
        {
            var own = await OwnServer.PrepareAsync(options, folder, cancellationToken);
            server = new PostgresServer(options, connectionString: "", own, held);
            await server.StartOwnAsync(own, options.Port, cancellationToken);
            return server;
        }
        catch
        {
            if (server is not null) await server.KillAsync();
            held.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Kills the server and all its children: no goodbye to anyone, nothing flushed. For tests of faults.
    /// </summary>
    public Task KillAsync() => EndAsync(force: true);

    /// <summary>Disconnects everyone and ends the server in order. A server that is not ours goes on.</summary>
    public Task StopAsync() => EndAsync(force: false);

    /// <summary>
    /// Starts the server again, after <see cref="KillAsync"/> or <see cref="StopAsync"/>, at the same port.
    /// </summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken)
    {
        if (_own is null || _process is { HasExited: false }) return;
        await _own.Cluster.StopLeftOverAsync(cancellationToken);
        await StartOwnAsync(_own, Port, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _lock?.Dispose();
    }

    private static async Task<PostgresServer> UseAsync(
        PostgresOptions options, string given, CancellationToken cancellationToken)
    {
        try
        {
            var server = new PostgresServer(options, given, own: null, held: null);
            server.ServerVersion = await AskVersionAsync(given, cancellationToken);
            return server.ServerVersion.Major >= PostgresBinaries.OldestMajor ? server : throw new StartException(
                $"The server of {PostgresOptions.ConnectionStringOption} is PostgreSQL {server.ServerVersion}: "
                + $"{PostgresBinaries.OldestMajor} or newer is needed.");
        }
        catch (Exception e) when (e is NpgsqlException or ArgumentException or TimeoutException)
        {
            throw new StartException($"{PostgresOptions.ConnectionStringOption} leads to no server: {e.Message}", e);
        }
    }

    private async Task EndAsync(bool force)
    {
        if (_process is null) return;
        await _process.EndAsync(force);
        _process = null;
    }

    private async Task StartOwnAsync(OwnServer own, int wantedPort, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var port = wantedPort == 0 ? FreePorts.Choose(1)[0] : wantedPort;
            ConnectionString = own.ConnectionString(port);
            _process = PostgresProcess.Start(own, port, _options);
            if (await IsReadyAsync(_process, cancellationToken)) return;

            var reason = _process.LastWords;
            await KillAsync();
            // Between the choice of a free port and its use another program may have taken it.
            if (wantedPort != 0 || attempt == StartAttempts)
                throw new StartException($"PostgreSQL did not start over {own.Cluster.Folder}: {reason}");
        }
    }

    private async Task<bool> IsReadyAsync(PostgresProcess process, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (!process.HasExited && Stopwatch.GetElapsedTime(started) < StartTimeout)
        {
            try
            {
                ServerVersion = await AskVersionAsync(ConnectionString, cancellationToken);
                return true;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException)
            {
                await Task.Delay(PollInterval, cancellationToken);
            }
        }

        return false;
    }

    private static async Task<Version> AskVersionAsync(string connectionString, CancellationToken cancellationToken)
    {
        var once = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        await using var connection = new NpgsqlConnection(once.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection.PostgreSqlVersion;
    }
}

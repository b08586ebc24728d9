using System.Diagnostics;
using System.Globalization;

namespace TokenPortal.Demo.Postgres;

/// <summary>One run of the server program.</summary>
internal sealed class PostgresProcess
{
    private const int KeptLines = 20;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Queue<string> _lines = [];

    private readonly Action<string> _log;

    private PostgresProcess(Process process, Action<string> log) => (_process, _log) = (process, log);

    public bool HasExited => _process.HasExited;

    /// <summary>The newest complaint in the server's log.</summary>
    public string LastWords
    {
        get
        {
            lock (_lines)
            {
                return _lines.LastOrDefault(line => line.Contains("FATAL") || line.Contains("could not"))
                    ?? _lines.LastOrDefault() ?? "it said nothing";
            }
        }
    }

    public static PostgresProcess Start(OwnServer server, int port, PostgresOptions options)
    {
        string[] settings =
        [
            $"port={port.ToString(CultureInfo.InvariantCulture)}",
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=200",
            "shared_buffers=64MB",
            .. options.Durable ? Array.Empty<string>() : ["fsync=off", "full_page_writes=off"],
            .. options.Settings,
        ];
        var words = server.User.Run(
            server.Binaries.Program("postgres"),
            ["-D", server.Cluster.Folder, .. settings.SelectMany(setting => new[] { "-c", setting })]);
        var start = Command.Describe(words);
        // A name in the user's surroundings (PGPORT, PGDATA) must not have a say.
        var settingsOfTheUser = start.Environment.Keys.Where(key => key.StartsWith("PG", StringComparison.Ordinal));
        foreach (var name in settingsOfTheUser.ToList()) start.Environment.Remove(name);

        var running = new PostgresProcess(new Process { StartInfo = start }, options.ServerLog);
        running._process.ErrorDataReceived += (_, line) => running.Keep(line.Data);
        running._process.OutputDataReceived += (_, line) => running.Keep(line.Data);
        running._process.Start();
        running._process.StandardInput.Close();
        running._process.BeginErrorReadLine();
        running._process.BeginOutputReadLine();
        return running;
    }

    public async Task EndAsync(bool force)
    {
        using (_process) await EndAsync(_process, force, CancellationToken.None);
    }

    /// <summary>
    /// Asks a server to disconnect everyone and stop; one that does not, or may not, is killed with its children.
    /// </summary>
    public static async Task EndAsync(Process process, bool force, CancellationToken cancellationToken)
    {
        if (process.HasExited || (!force && await StopsAsync(process, cancellationToken))) return;
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(cancellationToken);
    }

    private static async Task<bool> StopsAsync(Process process, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows()) return false;
        var id = process.Id.ToString(CultureInfo.InvariantCulture);
        if (!(await Command.RunAsync(["sh", "-c", $"kill -INT {id}"], cancellationToken)).Succeeded) return false;

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StopTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        _log(line);
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > KeptLines) _lines.Dequeue();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.Postgres;

/// <summary>The files of one database cluster, and the server that a killed process may have left over them.</summary>
internal sealed class PostgresCluster
{
    public const string Superuser = "postgres";

    private const string VersionFile = "PG_VERSION";
    private const string PidFile = "postmaster.pid";
    private const string PasswordFile = "postgres.password";

    private readonly ServerUser _user;
    private readonly string _passwordPath;

    private PostgresCluster(ServerUser user, string place, string passwordPath)
        => (_user, Folder, _passwordPath) = (user, Path.Combine(place, "pgdata"), passwordPath);

    public string Folder { get; }

    public static async Task<PostgresCluster> LocateAsync(
        string dataFolder, ServerUser user, CancellationToken cancellationToken)
    {
        var place = await user.PlaceForDataAsync(dataFolder, cancellationToken);
        return new PostgresCluster(user, Path.GetFullPath(place), Path.Combine(dataFolder, PasswordFile));
    }

    /// <summary>The major version that made the cluster, or null when there is none yet.</summary>
    public async Task<int?> ReadMajorAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, VersionFile);
        if (!File.Exists(path) || !File.Exists(_passwordPath)) return null;
        return int.Parse(await File.ReadAllTextAsync(path, cancellationToken), CultureInfo.InvariantCulture);
    }

    public Task<string> ReadPasswordAsync(CancellationToken cancellationToken) =>
        File.ReadAllTextAsync(_passwordPath, cancellationToken);

    /// <summary>
    /// Makes the cluster beside its place and moves it there when complete: half a cluster is never found.
    /// </summary>
    public async Task InitializeAsync(PostgresBinaries binaries, bool durable, CancellationToken cancellationToken)
    {
        var draft = Folder + ".new";
        Remove(draft);
        Remove(Folder);
        var password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        await SecretFile.WriteAsync(_passwordPath, password, cancellationToken);

        // A program that runs as another account reads its own copy of the password.
        var copy = draft + ".password";
        await SecretFile.WriteAsync(copy, password, cancellationToken);
        await _user.GiveAsync(copy, cancellationToken);
        string[] sync = durable ? [] : ["--no-sync"];
        var answer = await Command.RunAsync(
            _user.Run(
                binaries.Program("initdb"),
                ["-D", draft, "-U", Superuser, "-A", "scram-sha-256", $"--pwfile={copy}", "-E", "UTF8", "--locale=C",
                    "--no-instructions", .. sync]),
            cancellationToken);
        File.Delete(copy);
        if (!answer.Succeeded) throw new StartException($"initdb could not make {Folder}: {answer.Reason}");
        Directory.Move(draft, Folder);
    }

    /// <summary>
    /// Ends what an earlier, killed process left running; our caller holds the lock, so nobody else uses it.
    /// </summary>
    public async Task StopLeftOverAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Folder, PidFile);
        if (!File.Exists(path)) return;
        var lines = await File.ReadAllLinesAsync(path, cancellationToken);
        if (lines.Length == 0 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var id)) return;

        Process? process;
        try
        {
            process = Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            // The usual left-over: nobody has that number, and PostgreSQL tidies up by itself.
            return;
        }

        using (process)
        {
            if (IsOurs(process)) await PostgresProcess.EndAsync(process, force: false, cancellationToken);
        }

        // An unrelated process with that number, or a dead one that nobody buried, would keep PostgreSQL from starting.
        File.Delete(path);
    }

    // A server stands in its cluster's folder. Other systems than Linux do not tell.
    private bool IsOurs(Process process) =>
        process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
        && (!OperatingSystem.IsLinux() || new FileInfo($"/proc/{process.Id}/cwd").LinkTarget == Folder);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}

using System.Text.RegularExpressions;

namespace TokenPortal.Demo.Postgres;

/// <summary>The programs of one PostgreSQL version.</summary>
internal sealed partial record PostgresBinaries(string Folder, Version Version)
{
    public const int OldestMajor = 15;

    public const string FolderVariable = "TOKENPORTAL_PG_BIN";

    private const string DebianFolder = "/usr/lib/postgresql";

    public string Program(string name) =>
        Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>
    /// The given folder, else installed binaries, else the package; an existing cluster fixes the version.
    /// </summary>
    public static async Task<PostgresBinaries> FindAsync(
        PostgresOptions options, ServerUser user, int? clusterMajor, CancellationToken cancellationToken)
    {
        if ((options.BinaryFolder ?? Environment.GetEnvironmentVariable(FolderVariable)) is { Length: > 0 } given)
        {
            return await TryAsync(given, clusterMajor, cancellationToken) ?? throw new StartException(
                $"{FolderVariable} names {given}, where no {Wanted(clusterMajor)} was found.");
        }

        foreach (var folder in InstalledFolders(DebianFolder, Environment.GetEnvironmentVariable("PATH")))
        {
            if (await TryAsync(folder, clusterMajor, cancellationToken) is { } installed) return installed;
        }

        var package = await PostgresPackage.FetchAsync(options, user, cancellationToken);
        var fetched = package.Folder is null ? null : await TryAsync(package.Folder, clusterMajor, cancellationToken);
        return fetched ?? throw NotFound(clusterMajor, package.Failure);
    }

    /// <summary>Debian's version folders, newest first, then the folders of PATH.</summary>
    internal static IEnumerable<string> InstalledFolders(string versionsFolder, string? path)
    {
        var versions = Directory.Exists(versionsFolder) ? Directory.GetDirectories(versionsFolder) : [];
        return versions
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var major) ? major : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .Concat((path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            .Where(Directory.Exists);
    }

    internal static async Task<PostgresBinaries?> TryAsync(
        string folder, int? clusterMajor, CancellationToken cancellationToken)
    {
        // A link in /usr/local/bin leads to the folder where initdb finds its share files.
        var server = new FileInfo(new PostgresBinaries(folder, new Version()).Program("postgres"));
        if (!server.Exists) return null;
        var real = server.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? server.FullName;

        var found = new PostgresBinaries(Path.GetDirectoryName(real)!, new Version());
        if (!File.Exists(found.Program("initdb"))) return null;

        var answer = await Command.RunAsync([found.Program("postgres"), "--version"], cancellationToken);
        if (ParseVersion(answer.Output) is not { } version || version.Major < OldestMajor) return null;
        return clusterMajor is { } major && major != version.Major ? null : found with { Version = version };
    }

    /// <summary>Reads "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" and "… 18beta1".</summary>
    internal static Version? ParseVersion(string output)
    {
        var match = VersionPattern().Match(output);
        if (!match.Success) return null;
        var minor = match.Groups["minor"].Success ? match.Groups["minor"].Value : "0";
        return Version.Parse($"{match.Groups["major"].Value}.{minor}");
    }

    private static string Wanted(int? clusterMajor) =>
        clusterMajor is { } major ? $"PostgreSQL {major}" : $"PostgreSQL {OldestMajor} or newer";

    private static StartException NotFound(int? clusterMajor, string? failure) => new(
        $"{Wanted(clusterMajor)} is needed{(clusterMajor is null ? "" : ", by which this data folder was made")}. "
        + $"Any one will do: a running server, named by {PostgresOptions.ConnectionStringOption}; installed "
        + $"server programs (on Debian the package postgresql, elsewhere their folder in {FolderVariable}); or npm on "
        + $"the PATH, which fetches them: {failure ?? "it brought another version"}.");

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)(\.(?<minor>\d+))?", RegexOptions.ExplicitCapture)]
    private static partial Regex VersionPattern();
}

using System.Runtime.InteropServices;
using System.Text.Json;
using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.Postgres;

/// <summary>PostgreSQL's programs from a pinned npm package, fetched once and kept for all data folders.</summary>
internal static class PostgresPackage
{
    private const string Manifest = "package.json";
    private const string LockFile = "package-lock.json";
    private const string Lock = "packages.lock";
    private const string Marker = "complete";

    /// <summary>The name of this machine's package, or null where none is made.</summary>
    internal static string? Name
    {
        get
        {
            var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
            return RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => $"@embedded-postgres/{system}-x64",
                Architecture.Arm64 when system != "windows" => $"@embedded-postgres/{system}-arm64",
                _ => null,
            };
        }
    }

    public static async Task<(string? Folder, string? Failure)> FetchAsync(
        PostgresOptions options, ServerUser user, CancellationToken cancellationToken)
    {
        if (Name is not { } name) return (null, $"no package is made for {RuntimeInformation.RuntimeIdentifier}");
        var root = await user.PlaceForProgramsAsync(options.PackageFolder, cancellationToken);

        // Test projects start at the same time on a new machine: one fetches, the others wait for it.
        using var held = await FolderLock.TakeAsync(root, Lock, cancellationToken);
        var package = Path.Combine(root, "node_modules", name);
        var programs = Path.Combine(package, "native", "bin");
        var marker = Path.Combine(root, Marker);
        var wanted = ReadResource(LockFile);
        if (File.Exists(marker) && await File.ReadAllTextAsync(marker, cancellationToken) == wanted)
            return (programs, null);

        options.Progress($"Fetching PostgreSQL ({name}), once");
        await File.WriteAllTextAsync(Path.Combine(root, Manifest), ReadResource(Manifest), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(root, LockFile), wanted, cancellationToken);
        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        var answer = await Command.RunAsync(
            [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], cancellationToken, root);
        if (answer.ExitCode == CommandResult.NotStarted) return (null, "npm was not found");
        if (!answer.Succeeded || !Directory.Exists(programs)) return (null, $"npm failed ({answer.Reason})");

        MakeLinks(package);
        await File.WriteAllTextAsync(marker, wanted, cancellationToken);
        return (programs, null);
    }

    // An npm archive cannot hold symbolic links. The package lists them for its own script, which does not run.
    private static void MakeLinks(string package)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list)) return;
        var links = JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), JsonSerializerOptions.Web) ?? [];
        foreach (var link in links)
        {
            var path = Path.Combine(package, link.Target);
            var source = Path.GetRelativePath(Path.GetDirectoryName(path)!, Path.Combine(package, link.Source));
            if (!File.Exists(path)) File.CreateSymbolicLink(path, source);
        }
    }

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(typeof(PostgresPackage).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private sealed record Link(string Source, string Target);
}

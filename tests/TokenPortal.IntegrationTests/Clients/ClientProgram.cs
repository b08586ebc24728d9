using System.Diagnostics;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Clients;

/// <summary>A program of docs/clients and how it is started there.</summary>
/// <param name="Folder">Under docs/clients.</param>
/// <param name="Prepare">A command that fetches what it needs, or none.</param>
internal sealed record ClientProgram(string Name, string Folder, string[] Command, string[]? Prepare = null)
{
    private const string Jars = "/usr/share/java";

    public static IReadOnlyList<ClientProgram> All { get; } =
    [
        new("curl, form", "curl", ["sh", "form.sh"]),
        new("curl, JSON", "curl", ["sh", "json.sh"]),
        new("PHP cURL", "php", ["php", "revoke.php"]),
        new("Java Unirest", "java", ["java", "-cp", ClassPath(), "Revoke.java"]),
        new("C# RestSharp", "dotnet", ["dotnet", "run", "revoke-restsharp.cs"]),
        new("C# Duende.IdentityModel", "dotnet", ["dotnet", "run", "revoke-duende.cs"]),
        new("oauth4webapi", "node", ["node", "oauth4webapi.js"], ["npm", "ci", "--no-audit", "--no-fund"]),
        new("simple-oauth2", "node", ["node", "simple-oauth2.js"], ["npm", "ci", "--no-audit", "--no-fund"]),
    ];

    public static string Root { get; } = Path.Combine(Repository.Root, "docs", "clients");

    /// <summary>The programs among the commands that this machine lacks.</summary>
    public string? Missing => new[] { Command[0], Prepare?[0] }.OfType<string>().FirstOrDefault(program =>
        !Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program))))
        ?? (Folder == "java" && !File.Exists(Path.Combine(Jars, "unirest-java.jar")) ? "libunirest-java-java" : null);

    /// <summary>Runs a command in the program's folder.</summary>
    /// <returns>The exit code and all that it wrote.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string[] command, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.Combine(Root, Folder),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // A compiler that stays behind would hold on to the output that is read here.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (
            process.StandardOutput.ReadToEndAsync(cancellationToken),
            process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private static string ClassPath() => string.Join(Path.PathSeparator,
        new[]
        {
            "unirest-java", "com.android.json", "httpclient", "httpcore", "httpasyncclient", "httpcore-nio", "httpmime",
            "commons-logging", "commons-codec",
        }.Select(jar => Path.Combine(Jars, $"{jar}.jar")));
}

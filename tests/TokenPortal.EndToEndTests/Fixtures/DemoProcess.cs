using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TokenPortal.Demo;

namespace TokenPortal.EndToEndTests.Fixtures;

/// <summary>The demo as a process of its own, which can be killed.</summary>
internal sealed class DemoProcess : IDisposable
{
    private const string Ready = "TokenPortal is ready";

    private readonly Process _process;

    private DemoProcess(Process process, JsonElement description) => (_process, Description) = (process, description);

    /// <summary>What --describe wrote.</summary>
    public JsonElement Description { get; }

    /// <exception cref="InvalidOperationException">It ended before it was ready; the message is what it said.</exception>
    public static async Task<DemoProcess> StartAsync(
        string folder, CancellationToken cancellationToken, params string[] more)
    {
        try
        {
            return await StartOnceAsync(folder, more, cancellationToken);
        }
        catch (InvalidOperationException exception)
            when (exception.Message.Contains("address already in use", StringComparison.Ordinal))
        {
            // Somebody else on this machine took a port that was free a moment ago.
            return await StartOnceAsync(folder, more, cancellationToken);
        }
    }

    private static async Task<DemoProcess> StartOnceAsync(
        string folder, string[] more, CancellationToken cancellationToken)
    {
        var described = Path.Combine(folder, "demo.json");
        string[] arguments =
        [
            typeof(DemoEnvironment).Assembly.Location, "--data", folder, "--describe", described,
            "--ports:portal", "0", "--ports:authority", "0", "--ports:api", "0", "--ports:apps", "0",
            "--ports:mail", "0", "--ports:smtp", "0",
            .. more,
        ];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
                return new DemoProcess(process, await ReadAsync(described, cancellationToken));
        }

        throw new InvalidOperationException(await process.StandardError.ReadToEndAsync(cancellationToken));
    }

    public Uri Address(string name) => new(Description.GetProperty(name).GetString()!);

    /// <summary>No goodbye: SIGKILL for this process, and PostgreSQL goes on without it.</summary>
    public Task KillAsync(CancellationToken cancellationToken)
    {
        _process.Kill();
        return _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>As an init system stops it. Gives the exit code.</summary>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public void Dispose() => _process.Dispose();

    private static async Task<JsonElement> ReadAsync(string file, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(file);
        return (await JsonDocument.ParseAsync(stream, cancellationToken: cancellationToken)).RootElement;
    }
}

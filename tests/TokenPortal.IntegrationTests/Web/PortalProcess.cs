using System.Diagnostics;
using TokenPortal.Web;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>The portal's program as an operator's script runs it, to its end.</summary>
internal sealed record PortalProcess(int ExitCode, string Output, string Errors)
{
    /// <summary>One line of what it said on either stream.</summary>
    public string Line => Assert.Single(
        (Output + Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    public static Task<PortalProcess> RunAsync(params string[] arguments) => RunAsync([], arguments);

    /// <param name="settings">As environment variables; this process's own count for nothing.</param>
    public static async Task<PortalProcess> RunAsync(
        IReadOnlyCollection<(string Key, string Value)> settings, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(PortalApplication).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        using var process = Process.Start(start)!;
        var cancellationToken = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        RunLog.Write(await output);
        RunLog.Write(await errors);
        return new PortalProcess(process.ExitCode, await output, await errors);
    }
}

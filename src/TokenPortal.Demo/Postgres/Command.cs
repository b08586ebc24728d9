using System.ComponentModel;
using System.Diagnostics;

namespace TokenPortal.Demo.Postgres;

/// <summary>Runs a program to its end.</summary>
internal static class Command
{
    public static ProcessStartInfo Describe(IEnumerable<string> words, string? folder = null)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder ?? AppContext.BaseDirectory,
        };
        foreach (var word in words)
        {
            if (start.FileName.Length == 0) start.FileName = word;
            else start.ArgumentList.Add(word);
        }

        return start;
    }

    /// <summary>A program that cannot be started answers like one that failed.</summary>
    public static async Task<CommandResult> RunAsync(
        IEnumerable<string> words, CancellationToken cancellationToken, string? folder = null)
    {
        Process? process;
        try
        {
            process = Process.Start(Describe(words, folder));
        }
        catch (Exception e) when (e is Win32Exception or DirectoryNotFoundException)
        {
            return new CommandResult(CommandResult.NotStarted, e.Message);
        }

        using (process)
        {
            process!.StandardInput.Close();
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var errors = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                return new CommandResult(process.ExitCode, (await output + await errors).Trim());
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}

internal sealed record CommandResult(int ExitCode, string Output)
{
    public const int NotStarted = -1;

    public bool Succeeded => ExitCode == 0;

    /// <summary>The part that says why, on one line.</summary>
    public string Reason => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault() ?? $"exit code {ExitCode}";
}

using System.Runtime.InteropServices;

namespace TokenPortal.Benchmarks.Reports;

/// <summary>What the figures were taken on.</summary>
internal static class Machine
{
    public static string Describe() => FormattableString.Invariant(
        $"{Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB of memory; ")
        + $"{Processor()}; {RuntimeInformation.OSDescription}; {RuntimeInformation.FrameworkDescription}; "
        + "client and server on the same machine";

    /// <summary>How many processes want a processor, in the mean of the last minute; client and server are among them.</summary>
    public static string Load()
    {
        const string File = "/proc/loadavg";
        return System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).Split(' ')[0] : "unknown";
    }

    /// <summary>How many files a process may have open.</summary>
    public static string OpenFiles()
    {
        const string File = "/proc/self/limits";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            : null;
        return line?.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3] ?? "an unknown number";
    }

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        var line = System.IO.File.Exists(File)
            ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?.Split(':')[1].Trim() ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}

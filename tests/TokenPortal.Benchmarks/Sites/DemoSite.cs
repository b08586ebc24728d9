using Microsoft.Extensions.Logging;
using Npgsql;
using TokenPortal.Benchmarks.Measuring;
using TokenPortal.Demo;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>The demo as it ships, with safe durability, in a folder of its own that goes when it stops.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly string _folder;

    private DemoSite(string folder, DemoEnvironment demo, FailureCount failures) =>
        (_folder, Demo, Failures) = (folder, demo, failures);

    public DemoEnvironment Demo { get; }

    /// <summary>Of portal and authority.</summary>
    public FailureCount Failures { get; }

    /// <exception cref="StartException">Something is missing or in the way; the message says what.</exception>
    public static async Task<DemoSite> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tokenportal-benchmark-").FullName;
        var failures = new FailureCount();
        var options = new DemoOptions
        {
            DataFolder = folder,
            Ports = DemoPorts.Any,
            Durable = true,
            Progress = Console.WriteLine,
            Logging = logging => logging.ClearProviders().AddProvider(failures),
        };
        return new DemoSite(folder, await DemoEnvironment.StartAsync(options, cancellationToken), failures);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

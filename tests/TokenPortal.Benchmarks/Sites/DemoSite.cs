using Npgsql;
using TokenPortal.Demo;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>The demo as it ships, with safe durability, in a folder of its own that goes when it stops.</summary>
internal sealed class DemoSite : IAsyncDisposable
{
    private readonly string _folder;

    private DemoSite(string folder, DemoEnvironment demo) => (_folder, Demo) = (folder, demo);

    public DemoEnvironment Demo { get; }

    /// <exception cref="StartException">Something is missing or in the way; the message says what.</exception>
    public static async Task<DemoSite> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("tokenportal-benchmark-").FullName;
        var options = new DemoOptions
        {
            DataFolder = folder,
            Ports = DemoPorts.Any,
            Durable = true,
            Progress = Console.WriteLine,
        };
        return new DemoSite(folder, await DemoEnvironment.StartAsync(options, cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Demo.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

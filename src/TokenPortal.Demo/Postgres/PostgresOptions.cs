using TokenPortal.Demo.Hosting;

namespace TokenPortal.Demo.Postgres;

/// <summary>Which PostgreSQL server to use, or how to run one.</summary>
public sealed class PostgresOptions
{
    /// <summary>The demo's option for <see cref="ConnectionString"/>, as messages name it.</summary>
    internal const string ConnectionStringOption = "--connectionString";

    /// <summary>Keeps the cluster, its password and a lock. One living process at a time.</summary>
    public required string DataFolder { get; init; }

    /// <summary>A running server that is used as it is, with a role that may create databases and roles.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>A folder with initdb and postgres, used instead of searching for one.</summary>
    public string? BinaryFolder { get; init; }

    /// <summary>Where fetched binaries are kept, shared by all data folders.</summary>
    public string PackageFolder { get; init; } = UserFolders.Packages;

    /// <summary>0 takes any free port.</summary>
    public int Port { get; init; }

    /// <summary>
    /// True survives a crash of the operating system. False only a crash of the server, which is enough for a demo and
    /// faster to start.
    /// </summary>
    public bool Durable { get; init; }

    /// <summary>Further settings of the server, each as name=value; they stand over ours.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>Throws away an earlier cluster.</summary>
    public bool Fresh { get; init; }

    /// <summary>Given each line of the server's own log.</summary>
    public Action<string> ServerLog { get; init; } = _ => { };

    /// <summary>Told what is being done, one line at a time.</summary>
    public Action<string> Progress { get; init; } = _ => { };
}

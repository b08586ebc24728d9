using Npgsql;

namespace TokenPortal.Demo.Postgres;

/// <summary>What it takes to run a server of our own: programs, files, and as whom.</summary>
internal sealed record OwnServer(ServerUser User, PostgresBinaries Binaries, PostgresCluster Cluster, string Password)
{
    public static async Task<OwnServer> PrepareAsync(
        PostgresOptions options, string folder, CancellationToken cancellationToken)
    {
        var user = await ServerUser.ChooseAsync(cancellationToken);
        var cluster = await PostgresCluster.LocateAsync(folder, user, cancellationToken);
        await cluster.StopLeftOverAsync(cancellationToken);
        var major = options.Fresh ? null : await cluster.ReadMajorAsync(cancellationToken);
        var binaries = await PostgresBinaries.FindAsync(options, user, major, cancellationToken);
        if (major is null)
        {
            options.Progress($"Making a database cluster (PostgreSQL {binaries.Version})");
            await cluster.InitializeAsync(binaries, options.Durable, cancellationToken);
        }

        return new OwnServer(user, binaries, cluster, await cluster.ReadPasswordAsync(cancellationToken));
    }

    public string ConnectionString(int port) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Database = "postgres",
        Username = PostgresCluster.Superuser,
        Password = Password,
    }.ConnectionString;
}

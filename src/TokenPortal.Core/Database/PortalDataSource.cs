using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>Makes the one data source of a process. Connections are taken for one operation and given back.</summary>
internal static class PortalDataSource
{
    /// <summary>Known to the hint trigger, which leaves the portal's own writes out.</summary>
    public const string ApplicationName = "tokenportal";

    private const string PoolSize = "Maximum Pool Size";

    // PostgreSQL admits a hundred unless told otherwise, and the authorization server needs its own. More at once are not
    // faster either: who comes when all are taken waits for one, as long as for a new connection.
    internal const int DefaultPoolSize = 20;

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public static NpgsqlDataSource Create(string connectionString, CoreOptions options) =>
        NpgsqlDataSource.Create(Settings(connectionString, options));

    /// <summary>A connection that waits for hints: outside the pool, and noticing within seconds that it is cut.</summary>
    public static NpgsqlDataSource CreateForListening(string connectionString, CoreOptions options)
    {
        var settings = Settings(connectionString, options);
        settings.Pooling = false;
        settings.KeepAlive = 5;
        return NpgsqlDataSource.Create(settings);
    }

    private static NpgsqlConnectionStringBuilder Settings(string connectionString, CoreOptions options)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = given.ShouldSerialize(PoolSize) ? given.MaxPoolSize : DefaultPoolSize,
            ApplicationName = ApplicationName,
            Timeout = options.ConnectTimeoutSeconds,
            CommandTimeout = options.CommandTimeoutSeconds,
            // How long to wait for the server's answer to a cancelled command before the connection is given up.
            CancellationTimeout = 500,
            // The statements are few, and planning one takes longer than running it.
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // No operation leaves anything behind in its session that the next one would have to be protected from.
            NoResetOnClose = true,
            // The revoke's locks need READ COMMITTED, and its answer a commit that is on disk, whatever the role's or
            // the database's defaults say.
            Options = @"-c default_transaction_isolation=read\ committed -c synchronous_commit=on",
        };
    }
}

using Npgsql;
using TokenPortal.Core.Grants;
using static OpenIddict.Abstractions.OpenIddictExceptions;

namespace TokenPortal.OpenIddict.Outages;

/// <summary>Tells a database that is away, or a write that lost a race, from a fault of ours.</summary>
public static class Outage
{
    // SQLSTATE classes: the connection failed, no resources, shutting down, the login is refused.
    private static readonly string[] Classes = ["08", "53", "57", "28"];

    /// <summary>The cause, out of what Entity Framework and OpenIddict wrap around it; null for a fault.</summary>
    public static Exception? Find(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            var outage = cause switch
            {
                PostgresException postgres => postgres.IsTransient || Classes.Any(postgres.SqlState.StartsWith),
                NpgsqlException or TimeoutException or ConcurrencyException or GrantStoreException => true,
                _ => false,
            };
            if (outage) return cause;
        }

        return null;
    }
}

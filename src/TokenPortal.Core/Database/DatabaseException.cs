using Npgsql;

namespace TokenPortal.Core.Database;

/// <summary>An administration command could not be done; the message is one sentence for the operator.</summary>
public sealed class DatabaseException(string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    // Invalid authorization specification: a wrong login or password.
    private const string LoginErrors = "28";

    /// <summary>No server was reached, or it did not take this login: the connection string is what to look at.</summary>
    public bool IsAboutTheConnection => InnerException switch
    {
        PostgresException refusal => refusal.SqlState.StartsWith(LoginErrors, StringComparison.Ordinal)
            || refusal.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege,
        _ => InnerException is NpgsqlException,
    };
}

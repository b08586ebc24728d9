using Npgsql;

namespace TokenPortal.Benchmarks.Variants;

/// <summary>Every variant has a pool of its own, and all of them have the same size.</summary>
internal static class Pools
{
    public const int Size = 40;

    /// <param name="variant">Tells pools with the same connection string apart.</param>
    /// <param name="reset">Whether a session is made like new for each caller, as it is unless one says otherwise.</param>
    public static string Sized(string connectionString, int autoPrepare = 0, string? variant = null, bool reset = true)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = Size,
            MaxAutoPrepare = autoPrepare,
            NoResetOnClose = !reset,
        };
        if (variant is not null) settings.ApplicationName = variant;
        return settings.ConnectionString;
    }
}

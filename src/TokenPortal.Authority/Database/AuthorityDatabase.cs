using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TokenPortal.Authority.Database;

/// <summary>The authority's tables, OpenIddict's included.</summary>
public static class AuthorityDatabase
{
    /// <summary>Brings the database to the current schema; safe to repeat and to run from several processes.</summary>
    public static async Task MigrateAsync(string connectionString, CancellationToken cancellationToken)
    {
        var options = new DbContextOptionsBuilder<AuthorityDbContext>();
        Configure(options, connectionString);
        await using var database = new AuthorityDbContext(options.Options);
        await database.Database.MigrateAsync(cancellationToken);
    }

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString, npgsql =>
                npgsql.MigrationsHistoryTable(AuthorityDbContext.MigrationsTable, AuthorityDbContext.Schema))
            .UseOpenIddict();
}

/// <summary>Lets `dotnet ef migrations add` build the model without settings or a database.</summary>
internal sealed class DesignTimeFactory : IDesignTimeDbContextFactory<AuthorityDbContext>
{
    public AuthorityDbContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<AuthorityDbContext>();
        AuthorityDatabase.Configure(options, "Host=localhost");
        return new AuthorityDbContext(options.Options);
    }
}

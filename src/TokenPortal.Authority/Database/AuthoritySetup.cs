using Npgsql;
using TokenPortal.Authority.Failures;
using TokenPortal.Authority.Seeding;
using TokenPortal.OpenIddict.Outages;

namespace TokenPortal.Authority.Database;

/// <summary>Before the first request: the schema is current, and what the settings list is there.</summary>
internal sealed class AuthoritySetup(IServiceScopeFactory scopes, IConfiguration configuration) : IHostedService
{
    private const string Key = $"ConnectionStrings:{AuthorityOptions.ConnectionStringName}";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var connectionString = configuration.GetConnectionString(AuthorityOptions.ConnectionStringName);
        var server = Describe(connectionString);
        try
        {
            await AuthorityDatabase.MigrateAsync(connectionString!, cancellationToken);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<Seeder>().SeedAsync(cancellationToken);
        }
        catch (PostgresException exception)
        {
            throw new AuthorityStartException(
                $"{Key}: {server} refused: {exception.MessageText}.", exception);
        }
        catch (Exception exception) when (Outage.Find(exception) is { } outage)
        {
            throw new AuthorityStartException(
                $"{Key}: {server} does not answer: {outage.Message}", exception);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Describe(string? connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"PostgreSQL at {parts.Host}:{parts.Port} (database {parts.Database}, user {parts.Username})";
        }
        catch (ArgumentException exception)
        {
            throw new AuthorityStartException($"{Key}: is not a connection string. {exception.Message}", exception);
        }
    }
}

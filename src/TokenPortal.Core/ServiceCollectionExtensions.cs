using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Database;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;

namespace TokenPortal.Core;

/// <summary>Adds the portal's core to a host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The tag of the health checks that say whether the portal can do its work.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// Adds <see cref="IGrantService"/>, <see cref="IGrantChanges"/>, <see cref="IScopeCatalog"/>,
    /// <see cref="IPeople"/>, the data source, the listener, the start-up check and the health check.
    /// </summary>
    /// <exception cref="ArgumentException">When first used: the connection string is missing or cannot be read.</exception>
    public static IServiceCollection AddTokenPortalCore(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<CoreOptions>()
            .Bind(configuration.GetSection(CoreOptions.SectionName))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton(provider => PortalDataSource.Create(
            ConnectionString(configuration), provider.GetRequiredService<IOptions<CoreOptions>>().Value));
        services.AddSingleton(provider => new ListeningDataSource(PortalDataSource.CreateForListening(
            ConnectionString(configuration), provider.GetRequiredService<IOptions<CoreOptions>>().Value)));

        services.AddSingleton<GrantStore>();
        services.AddSingleton<IGrantService, GrantService>();
        services.AddSingleton<IScopeCatalog, ScopeCatalog>();
        services.AddSingleton<IPeople, PeopleStore>();
        services.AddSingleton<GrantChangeListener>();
        services.AddSingleton<IGrantChanges>(provider => provider.GetRequiredService<GrantChangeListener>());
        services.AddHostedService(provider => provider.GetRequiredService<GrantChangeListener>());
        services.AddSingleton<SurvivorSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<SurvivorSweep>());
        services.AddHostedService<StartUpCheck>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>(DatabaseHealthCheck.Name, tags: [ReadyTag]);
        return services;
    }

    private static string ConnectionString(IConfiguration configuration) =>
        configuration.GetConnectionString(CoreOptions.ConnectionStringName)
        ?? throw new ArgumentException($"ConnectionStrings:{CoreOptions.ConnectionStringName} is missing");
}

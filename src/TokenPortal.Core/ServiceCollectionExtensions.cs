using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Database;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Core.Notices;
using TokenPortal.Core.People;
using TokenPortal.Core.Servers;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Core;

/// <summary>Adds the portal's core to a host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>The tag of the health checks that say whether the portal can do its work.</summary>
    public const string ReadyTag = "ready";

    /// <summary>
    /// Adds all that <see cref="AddTokenPortalGrants"/> does, and <see cref="IGrantChanges"/>,
    /// <see cref="IScopeCatalog"/>, <see cref="IScopeFacts"/>, <see cref="IPeople"/>, <see cref="ISessions"/>,
    /// <see cref="IHistory"/>, <see cref="INoticeOutbox"/>, the listener, the sweep, the start-up check and the health check.
    /// </summary>
    /// <exception cref="ArgumentException">When first used: the connection string is missing or cannot be read.</exception>
    public static IServiceCollection AddTokenPortalCore(this IServiceCollection services)
    {
        services.AddTokenPortalGrants();
        services.AddSingleton(provider => new ListeningDataSource(PortalDataSource.CreateForListening(
            ConnectionString(provider), provider.GetRequiredService<IOptions<CoreOptions>>().Value)));
        services.AddSingleton<IScopeCatalog, ScopeCatalog>();
        services.AddSingleton<IScopeFacts, ScopeFactsCatalog>();
        services.AddSingleton<IPeople, PeopleStore>();
        services.AddSupport();
        services.AddSingleton<ISessions, SessionStore>();
        services.AddSingleton<INoticeOutbox, NoticeOutbox>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<IHistory, History>();
        services.AddSingleton<GrantChangeListener>();
        services.AddSingleton<IGrantChanges>(provider => provider.GetRequiredService<GrantChangeListener>());
        services.AddHostedService(provider => provider.GetRequiredService<GrantChangeListener>());
        services.AddSingleton<SurvivorSweep>();
        services.AddHostedService(provider => provider.GetRequiredService<SurvivorSweep>());
        services.AddHostedService<FamilyPruning>();
        services.AddHostedService<SessionPruning>();
        services.AddHostedService<StartUpCheck>();
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>(DatabaseHealthCheck.Name, tags: [ReadyTag]);
        return services;
    }

    /// <summary>
    /// Adds what an authorization server needs of the core: all that <see cref="AddTokenPortalGrants"/> does,
    /// <see cref="IUses"/> and its writer, and what tells the portal that this server ends single devices and permissions.
    /// </summary>
    /// <exception cref="ArgumentException">When first used: the connection string is missing or cannot be read.</exception>
    public static IServiceCollection AddTokenPortalServer(this IServiceCollection services)
    {
        services.AddTokenPortalGrants();
        services.AddSingleton<UseRecorder>();
        services.AddSingleton<IUses>(provider => provider.GetRequiredService<UseRecorder>());
        services.AddHostedService(provider => provider.GetRequiredService<UseRecorder>());
        services.AddHostedService<ServerPresence>();
        return services;
    }

    /// <summary>
    /// Adds what server and portal both need: <see cref="IGrantService"/>, <see cref="ITokenRevocation"/>,
    /// <see cref="IRefreshTokenFamilies"/> and <see cref="IDeviceCredentials"/>. Its data source is registered under
    /// a key, so that a server's own stays its own.
    /// </summary>
    /// <exception cref="ArgumentException">When first used: the connection string is missing or cannot be read.</exception>
    public static IServiceCollection AddTokenPortalGrants(this IServiceCollection services)
    {
        services.AddOptions<CoreOptions>()
            .BindConfiguration(CoreOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);

        services.AddKeyedSingleton(CoreOptions.ConnectionStringName, (provider, _) => PortalDataSource.Create(
            ConnectionString(provider), provider.GetRequiredService<IOptions<CoreOptions>>().Value));
        services.AddSingleton<GrantStore>();
        services.AddSingleton<RevocationRunner>();
        services.AddSingleton<IGrantService, GrantService>();
        services.AddSingleton<ITokenRevocation, TokenRevocation>();
        services.AddSingleton<IRefreshTokenFamilies, RefreshTokenFamilies>();
        services.AddSingleton<IDeviceCredentials, DeviceCredentials>();
        return services;
    }

    private static void AddSupport(this IServiceCollection services)
    {
        services.AddOptions<SupportOptions>()
            .BindConfiguration(SupportOptions.SectionName)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IAccess, AccessDecisions>();
        services.AddSingleton<AppDetails>();
        services.AddSingleton<DeviceEnding>();
        services.AddSingleton<SeenApps>();
        services.AddSingleton<IAccountApps, AccountApps>();
        services.AddSingleton<IAccountHistory, AccountHistory>();
        services.AddSingleton<SupportPeople>();
        services.AddSingleton<SupportStore>();
        services.AddSingleton<ISupport, SupportService>();
        services.AddSingleton<IBreakGlass, BreakGlass>();
        services.AddHostedService<SupportClosing>();
    }

    private static string ConnectionString(IServiceProvider provider) =>
        provider.GetRequiredService<IConfiguration>().GetConnectionString(CoreOptions.ConnectionStringName)
            is { Length: > 0 } connectionString
        ? connectionString
        : throw new ArgumentException($"ConnectionStrings:{CoreOptions.ConnectionStringName} is missing");
}

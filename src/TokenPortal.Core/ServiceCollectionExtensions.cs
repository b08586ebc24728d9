using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace TokenPortal.Core;

/// <summary>Adds the portal's core to a host.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="Grants.IGrantService"/>, <see cref="Grants.IGrantChanges"/>, <see cref="Grants.IScopeCatalog"/>,
    /// <see cref="People.IPeople"/>, the data source, the listener, the start-up check and the health checks.
    /// </summary>
    public static IServiceCollection AddTokenPortalCore(this IServiceCollection services, IConfiguration configuration)
        => throw new NotImplementedException();
}

using Npgsql;
using TokenPortal.Core;
using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Start;

/// <summary>Looks at the settings without which the portal cannot start, all of them at once.</summary>
internal static class PortalSettings
{
    private const string ConnectionStringKey = $"ConnectionStrings:{CoreOptions.ConnectionStringName}";
    private const string ClientIdKey = $"{IdentitySettings.SectionName}:ClientId";
    private const string AuthorityKey = $"{IdentitySettings.SectionName}:Authority";
    private const string TenantKey = $"{IdentitySettings.SectionName}:TenantId";
    private const string InstanceKey = $"{IdentitySettings.SectionName}:Instance";

    // Behind these stand many issuers, and a subject means something only together with its issuer.
    private static readonly string[] ManyTenants = ["common", "organizations", "consumers"];

    /// <exception cref="PortalSettingsException">Something is missing or cannot be right.</exception>
    public static void Require(IConfiguration configuration)
    {
        var faults = Faults(configuration).ToList();
        if (faults.Count > 0) throw new PortalSettingsException(faults);
    }

    internal static IEnumerable<string> Faults(IConfiguration configuration)
    {
        var connectionString = configuration.GetConnectionString(CoreOptions.ConnectionStringName);
        if (string.IsNullOrWhiteSpace(connectionString))
            yield return $"{ConnectionStringKey} is missing: the connection string of the portal's database login.";
        else if (!CanBeRead(connectionString))
            yield return $"{ConnectionStringKey} cannot be read. "
                + "It looks like: Host=db;Database=auth;Username=portal;Password=…";

        if (string.IsNullOrWhiteSpace(configuration[ClientIdKey]))
            yield return $"{ClientIdKey} is missing: the portal's client id at the sign-in service.";

        foreach (var fault in IssuerFaults(configuration)) yield return fault;
    }

    private static IEnumerable<string> IssuerFaults(IConfiguration configuration)
    {
        var authority = configuration[AuthorityKey];
        var tenant = configuration[TenantKey];
        if (!string.IsNullOrWhiteSpace(authority))
        {
            if (!Uri.TryCreate(authority, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
                yield return $"{AuthorityKey} is no address. It looks like: https://login.example.com/";
            else if (uri.Scheme == "http" && !uri.IsLoopback)
                yield return $"{AuthorityKey} must begin with https, except on this machine.";
        }
        else if (string.IsNullOrWhiteSpace(tenant) || string.IsNullOrWhiteSpace(configuration[InstanceKey]))
        {
            yield return $"{AuthorityKey} is missing: the address of the OpenID Connect issuer. "
                + $"For Microsoft Entra ID set {InstanceKey} and {TenantKey} instead.";
        }
        else if (ManyTenants.Contains(tenant, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{TenantKey} must be one tenant's id: \"{tenant}\" lets several issuers in.";
        }
    }

    private static bool CanBeRead(string connectionString)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connectionString).Host is { Length: > 0 };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }
}

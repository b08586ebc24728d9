using System.ComponentModel.DataAnnotations;

namespace TokenPortal.Core;

/// <summary>What the portal's core needs to know beside the connection string.</summary>
public sealed class CoreOptions
{
    /// <summary>The settings section.</summary>
    public const string SectionName = "Grants";

    /// <summary>The name of the connection string that every read and revoke uses: the portal's run-time role.</summary>
    public const string ConnectionStringName = "TokenPortal";

    /// <summary>The name of the connection string for `database apply` and `database remove-guard`.</summary>
    public const string MigratorConnectionStringName = "TokenPortalMigrator";

    /// <summary>Client ids of the operator's own apps, shown apart and not revocable. The portal's own is added.</summary>
    public IList<string> FirstPartyClientIds { get; } = [];

    /// <summary>Seconds to wait for a connection.</summary>
    [Range(1, 60)]
    public int ConnectTimeoutSeconds { get; set; } = 2;

    /// <summary>Seconds to wait for one command.</summary>
    [Range(1, 60)]
    public int CommandTimeoutSeconds { get; set; } = 2;
}

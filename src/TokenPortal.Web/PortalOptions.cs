namespace TokenPortal.Web;

/// <summary>How the portal presents itself and where it stands.</summary>
public sealed class PortalOptions
{
    /// <summary>The settings section.</summary>
    public const string SectionName = "Portal";

    /// <summary>The claim that holds the subject under which the authorization server keeps a user's grants.</summary>
    public string SubjectClaim { get; set; } = "sub";

    /// <summary>The claim that holds a user's roles.</summary>
    public string RoleClaim { get; set; } = "role";

    /// <summary>What the apps have access to, as pages call it.</summary>
    public string ServerName { get; set; } = "your account";

    /// <summary>
    /// The folder in which the keys of cookies persist. Without it they are kept where the framework finds a place,
    /// which may be nowhere: then everyone is signed out by a restart.
    /// </summary>
    public string? DataProtectionPath { get; set; }

    /// <summary>The path under which a proxy serves the portal, like "/apps". Empty at the root of a host.</summary>
    public string PathBase { get; set; } = "";

    /// <summary>Addresses or networks (CIDR) of proxies whose X-Forwarded headers are believed.</summary>
    public IList<string> KnownProxies { get; } = [];
}

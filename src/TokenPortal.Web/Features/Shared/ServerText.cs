using TokenPortal.Web.Authentication;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Shared;

/// <summary>What the apps have access to, as it stands behind "access to".</summary>
internal static class ServerText
{
    private static readonly Words Words = new(typeof(ServerText));

    // The setting's default is English words, and each language has its own for them.
    private static readonly string Default = new PortalOptions().ServerName;

    public static string Of(PortalOptions portal) =>
        portal.ServerName == Default ? Words.Text("YourAccount") : Words.Format("Named", portal.ServerName);

    /// <summary>The same to whoever looks: in a support session it is not their own.</summary>
    public static string Of(PortalOptions portal, SupportClaims? support) => support switch
    {
        null => Of(portal),
        _ when portal.ServerName == Default => Words.Format("AccountOf", support.AccountLabel),
        _ => Words.Format("NamedOf", portal.ServerName, support.AccountLabel),
    };
}

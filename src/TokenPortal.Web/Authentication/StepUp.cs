using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace TokenPortal.Web.Authentication;

/// <summary>Asking for a sign-in that is fresh: the person proves again who they are.</summary>
internal static class StepUp
{
    /// <summary>Typing, the way back, and clocks that differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(60);

    // Among the properties that travel to the issuer and back, sealed.
    private const string AskedItem = "portal.fresh";

    /// <param name="heedsMaxAge">False for Microsoft Entra ID, which is asked by prompt as well.</param>
    public static AuthenticationProperties Ask(AuthenticationProperties properties, bool heedsMaxAge)
    {
        var asked = new OpenIdConnectChallengeProperties(properties.Items)
        {
            MaxAge = TimeSpan.Zero,
        };
        if (!heedsMaxAge) asked.Prompt = "login";
        asked.Items[AskedItem] = bool.TrueString;
        return asked;
    }

    public static bool IsAskedFor(AuthenticationProperties? properties) =>
        properties?.Items.ContainsKey(AskedItem) is true;
}

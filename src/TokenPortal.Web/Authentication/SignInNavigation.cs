using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Authentication;

internal static class SignInNavigation
{
    /// <summary>
    /// Leaves the circuit for a sign-in that leads back here, at which the person is asked anew, however short ago that was.
    /// </summary>
    public static void SignInAgain(this NavigationManager navigation) =>
        navigation.NavigateTo(navigation.SignInAgainAddress(), forceLoad: true);

    /// <summary>Where that is, for a link on a page without a circuit.</summary>
    public static string SignInAgainAddress(this NavigationManager navigation)
    {
        var here = Uri.EscapeDataString(new Uri(navigation.Uri).PathAndQuery);
        return $"{SessionEndpoints.SignInPath[1..]}?{SessionEndpoints.ReturnUrlParameter}={here}"
            + $"&{SessionEndpoints.FreshParameter}=true";
    }
}

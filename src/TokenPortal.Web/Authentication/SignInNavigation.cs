using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Authentication;

internal static class SignInNavigation
{
    /// <summary>Leaves the circuit for a sign-in that leads back here.</summary>
    public static void SignIn(this NavigationManager navigation) => navigation.NavigateTo(Address(navigation), forceLoad: true);

    /// <summary>The same, and the sign-in service asks anew, however short ago it did.</summary>
    public static void SignInAgain(this NavigationManager navigation) =>
        navigation.NavigateTo(navigation.SignInAgainAddress(), forceLoad: true);

    public static string SignInAgainAddress(this NavigationManager navigation) =>
        $"{Address(navigation)}&{SessionEndpoints.FreshParameter}=true";

    private static string Address(NavigationManager navigation)
    {
        var here = new Uri(navigation.Uri).PathAndQuery;
        return $"{SessionEndpoints.SignInPath[1..]}?{SessionEndpoints.ReturnUrlParameter}={Uri.EscapeDataString(here)}";
    }
}

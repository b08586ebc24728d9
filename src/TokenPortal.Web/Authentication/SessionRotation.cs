using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace TokenPortal.Web.Authentication;

/// <summary>Gives a signed-in browser a new session with a new key in place of its old one, which ends.</summary>
internal static class SessionRotation
{
    /// <summary>
    /// The new session is the same person's, keeps the time of their sign-in, and ends no later than the old one would.
    /// </summary>
    /// <param name="supportSession">The support session that it is in from now on; null for none.</param>
    /// <returns>False when the request comes from no living session: nothing was changed.</returns>
    /// <exception cref="Core.Grants.GrantStoreException">The database did not answer; the old session may live on.</exception>
    public static async Task<bool> RotateAsync(HttpContext context, Guid? supportSession)
    {
        var current = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (current is not { Succeeded: true, Properties: { } from }) return false;
        if (!from.Items.TryGetValue(SessionTickets.EndsAtItem, out var endsAt)) return false;

        var properties = new AuthenticationProperties();
        properties.Items[SessionTickets.EndsAtItem] = endsAt;
        if (supportSession is { } id)
            properties.Items[SessionTickets.SupportSessionItem] = id.ToString("D", CultureInfo.InvariantCulture);
        // SessionEvents ends the old one.
        await context.SignInAsync(FreshCookie.Scheme, current.Principal, properties);
        return true;
    }
}

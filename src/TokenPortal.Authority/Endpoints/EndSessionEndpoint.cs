using Microsoft.AspNetCore.Authentication;
using OpenIddict.Server.AspNetCore;
using TokenPortal.Authority.Server;
using TokenPortal.Authority.SignIn;

namespace TokenPortal.Authority.Endpoints;

/// <summary>
/// The end session endpoint (OpenID Connect RP-Initiated Logout 1.0). OpenIddict has checked the hint and that the
/// address to return to is registered; without one, the signed-out page ends the way.
/// </summary>
internal static class EndSessionEndpoint
{
    public static void MapEndSessionEndpoint(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapMethods(Routes.EndSession, [HttpMethods.Get, HttpMethods.Post], (Delegate)EndAsync);

    private static async Task<IResult> EndAsync(HttpContext context)
    {
        await context.SignOutAsync(Session.Scheme);
        return Results.SignOut(
            new AuthenticationProperties { RedirectUri = context.Request.PathBase + Routes.SignedOut },
            [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }
}

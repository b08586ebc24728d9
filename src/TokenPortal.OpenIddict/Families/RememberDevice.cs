using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace TokenPortal.OpenIddict.Families;

/// <summary>
/// Carries the device from the browser that signs in to the token response, inside the code: the app's back end, which
/// redeems the code, is another device.
/// </summary>
internal static class RememberDevice
{
    private const string NameClaim = "tokenportal_device";
    private const string AddressClaim = "tokenportal_address";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
            .UseInlineHandler(static context =>
            {
                if (context.AuthorizationCodePrincipal is { } code)
                {
                    var device = RequestDevice.From(
                        context.Transaction.GetHttpRequest()?.HttpContext, context.Transaction.Request);
                    code.SetClaim(NameClaim, device.Name).SetClaim(AddressClaim, device.AddressPrefix);
                }

                return ValueTask.CompletedTask;
            })
            .SetOrder(PrepareAuthorizationCodePrincipal.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public static RequestDevice? From(System.Security.Claims.ClaimsPrincipal? code) =>
        code?.GetClaim(AddressClaim) is { } address ? new RequestDevice(code.GetClaim(NameClaim), address) : null;
}

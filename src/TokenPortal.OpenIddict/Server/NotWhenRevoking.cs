using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Abstractions.OpenIddictExtensions;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace TokenPortal.OpenIddict.Server;

/// <summary>
/// Keeps the checks of a token's state away from the revocation endpoint. OpenIddict's look for reuse before anybody asks
/// whose token it is, so that any client could end another's grant with a token that was used up.
/// </summary>
internal sealed class NotWhenRevoking : IOpenIddictServerHandlerFilter<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor TokenEntry { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .Import(ValidateTokenEntry.Descriptor)
            .AddFilter<NotWhenRevoking>()
            .Build();

    public static OpenIddictServerHandlerDescriptor AuthorizationEntry { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .Import(ValidateAuthorizationEntry.Descriptor)
            .AddFilter<NotWhenRevoking>()
            .Build();

    // A client assertion is no token of ours: its entry is what keeps it from being used twice.
    public ValueTask<bool> IsActiveAsync(ValidateTokenContext context) => ValueTask.FromResult(
        context.EndpointType != OpenIddictServerEndpointType.Revocation
        || context.Principal?.HasTokenType(TokenTypeIdentifiers.Private.ClientAssertion) == true);
}

using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Grants;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using BuiltIn = OpenIddict.Server.OpenIddictServerHandlers.Revocation;

namespace TokenPortal.OpenIddict.Revocation;

/// <summary>
/// Decides whether the token was issued to the client, then ends what it stands for (RFC 7009 section 2.1). The client
/// was authenticated and the token was read before; its state is left to this one place.
/// </summary>
internal sealed class RevokeToken(
    ITokenRevocation revocation, IOpenIddictApplicationManager applications,
    IOptions<TokenPortalServerOptions> options) : IOpenIddictServerHandler<HandleRevocationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleRevocationRequestContext>()
            .UseScopedHandler<RevokeToken>()
            .SetOrder(BuiltIn.RevokeToken.Descriptor.Order)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(HandleRevocationRequestContext context)
    {
        if (context.Transaction.Request?.ClientId is not { Length: > 0 } clientId)
        {
            context.Reject(Errors.InvalidClient);
            return;
        }

        if (context.GenericTokenPrincipal?.GetTokenId() is not { Length: > 0 } tokenId)
        {
            context.Reject(Errors.UnsupportedTokenType, "Tokens of this type cannot be revoked.");
            return;
        }

        // Once asked for, a revoke is not taken back by a client that hangs up.
        var result = await revocation.RevokeAsync(tokenId, clientId, options.Value.Scope(), CancellationToken.None);
        if (result == TokenRevokeResult.ForeignToken && await IsConfidentialAsync(clientId))
            context.Reject(Errors.InvalidRequest, "The token was not issued to this client.");
    }

    private async Task<bool> IsConfidentialAsync(string clientId) =>
        await applications.FindByClientIdAsync(clientId) is { } application
        && await applications.HasClientTypeAsync(application, ClientTypes.Confidential);
}

internal static class RevocationScopes
{
    public static RevocationScope Scope(this TokenPortalServerOptions options) =>
        options.RefreshTokenRevocationDeletesGrant ? RevocationScope.Grant : RevocationScope.Family;
}

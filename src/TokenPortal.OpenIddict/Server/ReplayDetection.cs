using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Grants;
using TokenPortal.OpenIddict.Revocation;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlerFilters;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace TokenPortal.OpenIddict.Server;

/// <summary>
/// A refresh token or code that comes a second time ends its grant or family, by the same service as every revoke
/// (RFC 9700 section 4.14.2, RFC 6749 section 4.1.2). OpenIddict alone would leave the authorization valid. Introspection
/// of such a token says inactive and changes nothing.
/// </summary>
internal sealed class ReplayDetection(
    IOpenIddictTokenManager tokens, ITokenRevocation revocation, IOptions<TokenPortalServerOptions> options)
    : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
            .AddFilter<RequireTokenIdResolved>()
            .AddFilter<NotWhenRevoking>()
            .UseScopedHandler<ReplayDetection>()
            .SetOrder(ValidateTokenEntry.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal!.HasTokenType(TokenTypeIdentifiers.Private.ClientAssertion)) return;

        var token = await tokens.FindByIdAsync(context.TokenId!, context.CancellationToken);
        if (token is null)
        {
            context.Reject(Errors.InvalidToken, "The token is not known to this server.");
            return;
        }

        // What is not valid yet is inactive to whoever asks, not an error (RFC 7662 section 2.2).
        if (context.EndpointType == OpenIddictServerEndpointType.Introspection
            && await tokens.HasStatusAsync(token, Statuses.Inactive, context.CancellationToken))
        {
            context.Reject(Errors.InvalidToken, "The token is not valid yet.");
            return;
        }

        if (!await tokens.HasStatusAsync(token, Statuses.Redeemed, context.CancellationToken)
            || await IsReusableAsync(context, token))
        {
            return;
        }

        if (context.EndpointType == OpenIddictServerEndpointType.Token
            && context.Transaction.Request?.ClientId is { Length: > 0 } clientId)
        {
            // Not to be cut short: the client that presents it a second time may hang up.
            await revocation.EndReplayedAsync(
                context.TokenId!, clientId, options.Value.Scope(), CancellationToken.None);
        }

        context.Reject(Errors.InvalidToken, "The token was used before, and can be used only once.");
    }

    private async Task<bool> IsReusableAsync(ValidateTokenContext context, object token)
    {
        if (!context.Principal!.HasTokenType(TokenTypeIdentifiers.RefreshToken)
            || context.Options.RefreshTokenReuseLeeway is not { } leeway)
        {
            return false;
        }

        var redeemedAt = await tokens.GetRedemptionDateAsync(token, context.CancellationToken);
        return redeemedAt is null || context.Options.TimeProvider!.GetUtcNow() < redeemedAt + leeway;
    }
}

using Microsoft.AspNetCore;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Servers;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace TokenPortal.OpenIddict.Families;

/// <summary>
/// The last thing before a token response goes out: the new tokens are put into their family, and when that, or one of
/// their permissions, was ended while they were made, they are ended with it.
/// </summary>
internal sealed class ExchangeFence(IRefreshTokenFamilies families, IUses uses)
    : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
            .UseScopedHandler<ExchangeFence>()
            .SetOrder(BeautifyGeneratedTokens.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (Describe(context) is not { } exchange) return;

        // The tokens exist already: whether the client still listens does not matter.
        var result = await families.RecordAsync(exchange, CancellationToken.None);
        if (result is ExchangeResult.FamilyEnded or ExchangeResult.SelfContainedAccess)
            context.Reject(Errors.InvalidGrant, "The access was taken away while it was being renewed.");
        else
            uses.Note(exchange.RefreshTokenId ?? exchange.TokenIds[0], exchange.AddressPrefix);
    }

    private static TokenExchange? Describe(ProcessSignInContext context)
    {
        var request = context.Transaction.GetProperty<ProcessAuthenticationContext>(
            typeof(ProcessAuthenticationContext).FullName!);
        var isTokenEndpoint = context.EndpointType == OpenIddictServerEndpointType.Token;
        var code = isTokenEndpoint ? request?.AuthorizationCodePrincipal ?? request?.DeviceCodePrincipal : null;
        var presented = isTokenEndpoint ? request?.RefreshTokenPrincipal ?? code : null;
        var refreshTokenId = context.RefreshTokenPrincipal?.GetTokenId();
        var authorizationId = context.Principal?.GetAuthorizationId();
        var tokenIds = new[] { context.AccessTokenPrincipal?.GetTokenId(), refreshTokenId }.OfType<string>().ToArray();
        if (context.ClientId is not { Length: > 0 } clientId || tokenIds.Length == 0
            || (authorizationId is null && refreshTokenId is null && presented is null))
        {
            return null;
        }

        var device = RememberDevice.From(code) ?? RequestDevice.From(
            context.Transaction.GetHttpRequest()?.HttpContext, context.Transaction.Request);
        return new TokenExchange
        {
            ClientId = clientId,
            Subject = context.Principal?.GetClaim(Claims.Subject),
            AuthorizationId = authorizationId,
            PresentedTokenId = presented?.GetTokenId(),
            IsRefresh = isTokenEndpoint && request?.RefreshTokenPrincipal is not null,
            RefreshTokenId = refreshTokenId,
            TokenIds = tokenIds,
            Scopes = [.. (context.AccessTokenPrincipal ?? context.Principal!).GetScopes()],
            DeviceName = device.Name,
            AddressPrefix = device.AddressPrefix,
        };
    }
}

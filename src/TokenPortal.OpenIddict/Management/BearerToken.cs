using System.Security.Claims;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Management;

/// <summary>
/// Checks an access token with the server's own pipeline: signature, lifetime, and the state of its entry and
/// authorization (RFC 6750 section 2.1).
/// </summary>
internal sealed class BearerToken(
    IOpenIddictServerFactory factory, IOpenIddictServerDispatcher dispatcher,
    IOptions<TokenPortalServerOptions> options)
{
    /// <returns>Who the token stands for, or null when it is not good here.</returns>
    public async Task<ClaimsPrincipal?> ValidateAsync(string token, Uri baseUri)
    {
        var transaction = await factory.CreateTransactionAsync();
        transaction.BaseUri = baseUri;
        transaction.RequestUri = baseUri;
        transaction.Request = new OpenIddictRequest();
        var context = new ValidateTokenContext(transaction)
        {
            Token = token,
            DisablePresenterValidation = true,
            DisableAudienceValidation = options.Value.Audience is null,
            ValidTokenTypes = { TokenTypeIdentifiers.AccessToken },
        };
        if (options.Value.Audience is { } audience) context.ValidAudiences.Add(audience);
        await dispatcher.DispatchAsync(context);
        return context.IsRejected ? null : context.Principal;
    }
}

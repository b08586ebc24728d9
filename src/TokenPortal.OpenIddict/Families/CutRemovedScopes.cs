using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Devices;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace TokenPortal.OpenIddict.Families;

/// <summary>
/// What the user took from a grant is in no token that is issued under it from then on. Comes before it is decided which
/// tokens there will be: without offline_access, no refresh token. An authorization that is made later has lost nothing.
/// </summary>
internal sealed class CutRemovedScopes(IRefreshTokenFamilies families) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
            .UseScopedHandler<CutRemovedScopes>()
            .SetOrder(EvaluateGeneratedTokens.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.Principal?.GetAuthorizationId() is not { Length: > 0 } authorizationId) return;

        var removed = await families.RemovedScopesAsync(authorizationId, context.CancellationToken);
        if (removed.Count > 0) context.Principal.SetScopes(context.Principal.GetScopes().Except(removed));
    }
}

using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Devices;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;

namespace TokenPortal.OpenIddict.Families;

/// <summary>What the user took from a grant is in no token that is issued under it from then on.</summary>
internal sealed class CutRemovedScopes(IRefreshTokenFamilies families) : IOpenIddictServerHandler<ProcessSignInContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
            .UseScopedHandler<CutRemovedScopes>()
            .SetOrder(AttachAuthorization.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ProcessSignInContext context)
    {
        if (context.Principal?.GetAuthorizationId() is not { Length: > 0 } authorizationId) return;

        var removed = await families.RemovedScopesAsync(authorizationId, context.CancellationToken);
        if (removed.Count > 0) context.Principal.SetScopes(context.Principal.GetScopes().Except(removed));
    }
}

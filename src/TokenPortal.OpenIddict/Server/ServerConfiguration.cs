using Microsoft.Extensions.Options;
using OpenIddict.Server;
using TokenPortal.OpenIddict.Families;
using TokenPortal.OpenIddict.Requests;
using TokenPortal.OpenIddict.Revocation;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers;
using BuiltIn = OpenIddict.Server.OpenIddictServerHandlers;

namespace TokenPortal.OpenIddict.Server;

/// <summary>Puts our handlers into OpenIddict's pipeline, in place of or beside its own.</summary>
internal sealed class ServerConfiguration : IPostConfigureOptions<OpenIddictServerOptions>
{
    private static readonly Uri OAuthRevoke = new("oauth/revoke", UriKind.Relative);

    // Each has one of ours in its place. Beside them ours would come too late: they commit first, or refuse first.
    private static readonly OpenIddictServerHandlerDescriptor[] Replaced =
    [
        ExtractPostRequest<ExtractRevocationRequestContext>.Descriptor,
        ExtractGetOrPostRequest<ExtractIntrospectionRequestContext>.Descriptor,
        BuiltIn.Revocation.ValidateAuthorizedParty.Descriptor,
        BuiltIn.Revocation.RevokeToken.Descriptor,
        Protection.ValidateTokenEntry.Descriptor,
        Protection.ValidateAuthorizationEntry.Descriptor,
    ];

    public static IReadOnlyList<OpenIddictServerHandlerDescriptor> Handlers { get; } =
    [
        ReadRequest<ExtractRevocationRequestContext>.Descriptor,
        ReadRequest<ExtractIntrospectionRequestContext>.Descriptor,
        CheckClientId<ExtractRevocationRequestContext>.Descriptor,
        CheckClientId<ExtractIntrospectionRequestContext>.Descriptor,
        Throttle.Descriptor,
        RevokeToken.Descriptor,
        HideWhyClientFailed<ApplyRevocationResponseContext>.Descriptor,
        HideWhyClientFailed<ApplyIntrospectionResponseContext>.Descriptor,
        AttachCacheControlHeader<ApplyIntrospectionResponseContext>.Descriptor,
        NotWhenRevoking.TokenEntry,
        NotWhenRevoking.AuthorizationEntry,
        ReplayDetection.Descriptor,
        RememberDevice.Descriptor,
        CutRemovedScopes.Descriptor,
        ExchangeFence.Descriptor,
        NoteIntrospection.Descriptor,
    ];

    public void PostConfigure(string? name, OpenIddictServerOptions options)
    {
        if (options.EnableDegradedMode || options.DisableTokenStorage)
            throw new InvalidOperationException(
                "UseTokenPortal needs OpenIddict's token storage: without token rows there is nothing to revoke.");

        if (!options.RevocationEndpointUris.Contains(OAuthRevoke)) options.RevocationEndpointUris.Add(OAuthRevoke);
        options.Handlers.RemoveAll(Replaced.Contains);
        options.Handlers.AddRange(Handlers);
    }
}

using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Servers;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Server;

/// <summary>
/// An API that asks about a token, and hears that it is active, serves the app at this moment. Comes last: a token that
/// another handler refuses is not in use.
/// </summary>
internal sealed class NoteIntrospection(IUses uses) : IOpenIddictServerHandler<HandleIntrospectionRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<HandleIntrospectionRequestContext>()
            .UseSingletonHandler<NoteIntrospection>()
            .SetOrder(int.MaxValue - 100_000)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(HandleIntrospectionRequestContext context)
    {
        // The network would be the API's own.
        if (context.GenericTokenPrincipal?.GetTokenId() is { Length: > 0 } tokenId)
            uses.Note(tokenId, addressPrefix: null);
        return ValueTask.CompletedTask;
    }
}

using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Revocation;

/// <summary>A wrong secret and an unknown client get the same bytes, so that nobody can try out client ids.</summary>
internal sealed class HideWhyClientFailed<TContext> : IOpenIddictServerHandler<TContext>
    where TContext : BaseRequestContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .UseSingletonHandler<HideWhyClientFailed<TContext>>()
            .SetOrder(int.MinValue + 50_000)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public ValueTask HandleAsync(TContext context)
    {
        if (context.Transaction.Response is { Error: Errors.InvalidClient } response)
        {
            response.ErrorDescription = "The client credentials are missing or wrong.";
            response.ErrorUri = null;
        }

        return ValueTask.CompletedTask;
    }
}

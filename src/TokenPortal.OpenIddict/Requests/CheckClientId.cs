using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlerFilters;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>
/// Refuses a client id that cannot be one (RFC 6749 appendix A.1), wherever it came from, before the database is asked.
/// </summary>
internal sealed class CheckClientId<TContext> : IOpenIddictServerHandler<TContext>
    where TContext : BaseValidatingContext
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .AddFilter<RequireHttpRequest>()
            .UseSingletonHandler<CheckClientId<TContext>>()
            .SetOrder(ExtractBasicAuthenticationCredentials<TContext>.Descriptor.Order + 250)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(TContext context)
    {
        if (context.Transaction.Request?.ClientId is not { } clientId || ProtocolText.IsPrintableAscii(clientId)) return;

        await ProtocolAnswer.WriteAsync(
            context.Transaction.GetHttpRequest()!.HttpContext,
            ProtocolError.InvalidRequest("The client id holds characters that no client id has."));
        context.HandleRequest();
    }
}

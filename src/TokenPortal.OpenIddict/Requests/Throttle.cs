using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlerFilters;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>Limits revocation requests for each client and address (RFC 7009 section 5), before the database is asked.</summary>
internal sealed class Throttle(RateLimits limits) : IOpenIddictServerHandler<ExtractRevocationRequestContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ExtractRevocationRequestContext>()
            .AddFilter<RequireHttpRequest>()
            .UseSingletonHandler<Throttle>()
            .SetOrder(ExtractBasicAuthenticationCredentials<ExtractRevocationRequestContext>.Descriptor.Order + 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    public async ValueTask HandleAsync(ExtractRevocationRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (limits.Count(Caller.Of(http, "revoke", context.Transaction.Request?.ClientId)) is not { } wait) return;

        http.Response.Headers.RetryAfter = RateLimits.Seconds(wait);
        await ProtocolAnswer.WriteAsync(http, new ProtocolError(
            StatusCodes.Status429TooManyRequests, "too_many_requests", "Too many requests. Wait, then try again."));
        context.HandleRequest();
    }
}

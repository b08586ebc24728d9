using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlerFilters;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>
/// Takes a revocation or introspection request off the wire (RFC 7009 section 2.1, RFC 7662 section 2.1): POST only, so
/// that no token stands in an address; a form, and for revocation JSON as well. Stands where OpenIddict's own extraction
/// stands, because there the endpoint is known, whatever its address and path base.
/// </summary>
internal sealed class ReadRequest<TContext>(
    ICorsService cors, IOptions<TokenPortalServerOptions> options) : IOpenIddictServerHandler<TContext>
    where TContext : BaseValidatingContext
{
    private readonly CorsPolicy _policy = new CorsPolicyBuilder([.. options.Value.AllowedOrigins])
        .WithMethods(HttpMethods.Post)
        .WithHeaders("Authorization", "Content-Type")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10))
        .Build();

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<TContext>()
            .AddFilter<RequireHttpRequest>()
            .UseSingletonHandler<ReadRequest<TContext>>()
            .SetOrder(ExtractPostRequest<TContext>.Descriptor.Order)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();

    private static bool IsRevocation => typeof(TContext) == typeof(ExtractRevocationRequestContext);

    public async ValueTask HandleAsync(TContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (IsRevocation && AnswerOrigin(http))
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            context.HandleRequest();
            return;
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            await RefuseAsync(new ProtocolError(
                StatusCodes.Status405MethodNotAllowed, "invalid_request", "Use POST."));
            return;
        }

        var body = await ProtocolBody.ReadAsync(http.Request, IsRevocation, http.RequestAborted);
        if (body.IsRead(out var parameters, out var error))
            context.Transaction.Request = new OpenIddictRequest(parameters);
        else
            await RefuseAsync(error);

        async Task RefuseAsync(ProtocolError refusal)
        {
            await ProtocolAnswer.WriteAsync(http, refusal);
            context.HandleRequest();
        }
    }

    /// <summary>Allows listed origins to read the answer. True when the request is only a question beforehand.</summary>
    private bool AnswerOrigin(HttpContext http)
    {
        if (_policy.Origins.Count == 0 || http.Request.Headers.Origin.Count == 0) return false;

        var result = cors.EvaluatePolicy(http, _policy);
        cors.ApplyResult(result, http.Response);
        return result is { IsPreflightRequest: true, IsOriginAllowed: true };
    }
}

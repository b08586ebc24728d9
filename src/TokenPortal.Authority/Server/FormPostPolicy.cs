using Microsoft.AspNetCore;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.AspNetCore.OpenIddictServerAspNetCoreHandlers.Authentication;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.Authority.Server;

/// <summary>Lets OpenIddict's self-submitting page for response_mode=form_post run under our policy.</summary>
internal static class FormPostPolicy
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } =
        OpenIddictServerHandlerDescriptor.CreateBuilder<ApplyAuthorizationResponseContext>()
            .UseInlineHandler(context =>
            {
                if (context.ResponseMode == ResponseModes.FormPost
                    && Uri.TryCreate(context.RedirectUri, UriKind.Absolute, out var client)
                    && context.Transaction.GetHttpRequest()?.HttpContext is { } http)
                {
                    http.ContentPolicy().LeadsTo(client);
                    http.ContentPolicy().SubmitsItself();
                }

                return ValueTask.CompletedTask;
            })
            .SetOrder(ProcessFormPostResponse.Descriptor.Order - 500)
            .SetType(OpenIddictServerHandlerType.Custom)
            .Build();
}

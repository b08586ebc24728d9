using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Diagnostics;

namespace TokenPortal.Web.Components;

/// <summary>Under which address a page was asked for.</summary>
internal static class PageAddress
{
    /// <summary>Path and query. A message stands under an address of its own; what counts is where it came up.</summary>
    /// <param name="context">Null while a page is live.</param>
    public static string Of(HttpContext? context, NavigationManager navigation) => context switch
    {
        not null when context.Features.Get<IStatusCodeReExecuteFeature>() is { } answer =>
            $"{answer.OriginalPathBase}{answer.OriginalPath}{answer.OriginalQueryString}",
        not null when context.Features.Get<IExceptionHandlerPathFeature>() is { } failure =>
            $"{context.Request.PathBase}{failure.Path}",
        _ => new Uri(navigation.Uri).PathAndQuery,
    };
}

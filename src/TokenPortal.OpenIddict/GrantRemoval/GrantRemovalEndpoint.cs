using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using TokenPortal.Core.Grants;
using TokenPortal.OpenIddict.Management;
using TokenPortal.OpenIddict.OpenApi;

namespace TokenPortal.OpenIddict.GrantRemoval;

/// <summary>
/// DELETE /api/v2/grants, for programs of the operator: what a hook calls when an account is disabled or closed. Asks for
/// the scope <see cref="GrantScopes.Delete"/> in a client's own token; a user's is refused.
/// </summary>
internal static class GrantRemovalEndpoint
{
    public const string Path = "/api/v2/grants";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(Path).AllowAnonymous();
        group.MapDelete("", (Delegate)((HttpContext context) => ManagementEndpoint.AnswerAsync(context, Path, RemoveAsync)))
            .WithName("DeleteGrants")
            .AddOpenApiOperationTransformer(GrantRemovalDescription.DescribeAsync);
        group.Map("", (Delegate)((HttpContext context) => ManagementEndpoint.RefuseMethod(context, HttpMethods.Delete)))
            .ExcludeFromDescription();
    }

    // An unknown user or client and one without grants get the same answer: afterwards there are none.
    private static async Task<Answer> RemoveAsync(
        IServiceProvider services, ClaimsPrincipal caller, IQueryCollection parameters)
    {
        if (!caller.HasScope(GrantScopes.Delete)) return ManagementError.InsufficientScope(GrantScopes.Delete);
        if (ManagementEndpoint.UserOf(caller) is not null) return ManagementError.ClientsOnly;
        if (GrantRemovalQuery.TryRead(parameters, out var query) is { } problem) return ManagementError.BadRequest(problem);

        var grants = services.GetRequiredService<IGrantService>();
        var actor = new Actor(ManagementEndpoint.ClientOf(caller), RevocationReason.Inactive);
        if (query!.ClientId is { } clientId)
            await grants.RevokeClientAsync(query.UserId, clientId, actor, CancellationToken.None);
        else
            await grants.RevokeAllAsync(query.UserId, actor, CancellationToken.None);
        return new Answer(StatusCodes.Status204NoContent, null);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TokenPortal.OpenIddict.Management;
using TokenPortal.OpenIddict.OpenApi;

namespace TokenPortal.OpenIddict.DeviceCredentials;

/// <summary>
/// GET and DELETE /api/v2/device-credentials, in the shape of Auth0's Management API: authenticate, count, answer.
/// </summary>
internal static class DeviceCredentialsEndpoint
{
    public const string Path = "/api/v2/device-credentials";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        // A server that asks everybody to sign in would send programs to its sign-in page. Tokens are checked here.
        var group = endpoints.MapGroup(Path).AllowAnonymous();
        group.MapGet("", (Delegate)((HttpContext context) => ManagementEndpoint.AnswerAsync(context, Path, DeviceCredentialsApi.ListAsync)))
            .WithName("ListDeviceCredentials")
            .AddOpenApiOperationTransformer(DeviceCredentialsDescription.DescribeListAsync);
        group.MapDelete("/{id}", (HttpContext context, string id) =>
                ManagementEndpoint.AnswerAsync(context, Path, (services, caller, _) => DeviceCredentialsApi.DeleteAsync(services, caller, id)))
            .WithName("DeleteDeviceCredential")
            .AddOpenApiOperationTransformer(DeviceCredentialsDescription.DescribeDeleteAsync);
        foreach (var (pattern, allow) in new[] { ("", HttpMethods.Get), ("/{id}", HttpMethods.Delete) })
        {
            group.Map(pattern, (Delegate)((HttpContext context) => ManagementEndpoint.RefuseMethod(context, allow)))
                .ExcludeFromDescription();
        }
    }
}

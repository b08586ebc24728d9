using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.OpenIddict.Management;
using static TokenPortal.OpenIddict.DeviceCredentials.DeviceCredentialScopes;

namespace TokenPortal.OpenIddict.DeviceCredentials;

/// <summary>Who may see and end which device credentials. Decided here and in the statements, never by the caller.</summary>
internal static class DeviceCredentialsApi
{
    private const string Me = "me";

    /// <summary>A page of live refresh token families: an array, or with include_totals an object.</summary>
    public static async Task<Answer> ListAsync(
        IServiceProvider services, ClaimsPrincipal caller, IQueryCollection parameters)
    {
        if (!caller.HasScope(Read) && !caller.HasScope(ReadCurrentUser))
            return ManagementError.InsufficientScope(Read, ReadCurrentUser);
        if (DeviceCredentialQuery.TryRead(parameters, out var query) is { } problem)
            return ManagementError.BadRequest(problem);

        var self = ManagementEndpoint.UserOf(caller);
        var subject = query!.UserId == Me || (query.UserId is null && !caller.HasScope(Read)) ? self : query.UserId;
        if ((query.UserId == Me || !caller.HasScope(Read)) && (self is null || subject != self))
            return ManagementError.OtherUser;

        var rotates = !services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>()
            .CurrentValue.DisableRollingRefreshTokens;
        var type = rotates ? DeviceCredentialQuery.RotatingRefreshToken : DeviceCredentialQuery.RefreshToken;
        // A rotating refresh token is a refresh token: only the other question gets an empty answer.
        var page = query.Type is null or DeviceCredentialQuery.RefreshToken || query.Type == type
            ? await services.GetRequiredService<IDeviceCredentials>().ListAsync(
                new DeviceQuery(subject, query.ClientId, query.Page, query.PerPage), CancellationToken.None)
            : new DevicePage([], 0);
        var items = page.Items.Select(item => query.Fields.ToDictionary(
            field => field, field => DeviceCredentialFields.Value(item, field, type))).ToArray();
        return new Answer(StatusCodes.Status200OK, query.IncludeTotals
            ? new Dictionary<string, object>
            {
                ["start"] = (long)query.Page * query.PerPage,
                ["limit"] = query.PerPage,
                ["total"] = page.Total,
                ["device_credentials"] = items,
            }
            : items);
    }

    /// <summary>
    /// Ends one family with its access tokens. An unknown id, one that is ended already and another user's get the same
    /// answer: afterwards the caller has no such device.
    /// </summary>
    public static async Task<Answer> DeleteAsync(IServiceProvider services, ClaimsPrincipal caller, string id)
    {
        if (!caller.HasScope(Delete) && !caller.HasScope(DeleteCurrentUser))
            return ManagementError.InsufficientScope(Delete, DeleteCurrentUser);
        if (!DeviceCredentialId.TryParse(id, out var credential))
            return ManagementError.BadRequest(
                "Path validation error: 'id' must be dcr_ and 16 letters or digits", "invalid_uri");

        var self = ManagementEndpoint.UserOf(caller);
        if (!caller.HasScope(Delete) && self is null) return ManagementError.OtherUser;

        await services.GetRequiredService<IDeviceCredentials>().RemoveAsync(
            credential, caller.HasScope(Delete) ? null : self, Actor.Client(ManagementEndpoint.ClientOf(caller)), CancellationToken.None);
        return new Answer(StatusCodes.Status204NoContent, null);
    }
}

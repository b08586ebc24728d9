using System.Collections.Immutable;
using System.Text.Json;
using OpenIddict.Abstractions;
using TokenPortal.Core.Grants;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Consents;

/// <summary>A permission that an app asks for; <paramref name="IsNew"/> beside others that it already has.</summary>
internal sealed record AskedPermission(string Scope, string DisplayName, string? Description, bool IsNew);

/// <summary>What the consent page tells about an app and its wish.</summary>
internal sealed record ConsentRequest(
    string AppName, string? Publisher, Uri? HomePage, IReadOnlyList<AskedPermission> Permissions)
{
    /// <summary>The wish to come back while the person is away: explained apart from the others.</summary>
    public AskedPermission? Lasting => Permissions.FirstOrDefault(p => p.Scope == Scopes.OfflineAccess);
}

/// <summary>Reads the registration of an app and the texts of its scopes.</summary>
internal sealed class ConsentRequests(IOpenIddictApplicationManager applications, IOpenIddictScopeManager scopes)
{
    public async Task<ConsentRequest> DescribeAsync(
        string clientId,
        ImmutableArray<string> asked,
        IReadOnlySet<string> allowed,
        CancellationToken cancellationToken)
    {
        var application = await applications.FindByClientIdAsync(clientId, cancellationToken)
            ?? throw new InvalidOperationException("The client of a request that OpenIddict accepted is gone.");
        var name = await applications.GetLocalizedDisplayNameAsync(application, cancellationToken);
        var properties = await applications.GetPropertiesAsync(application, cancellationToken);
        var homePage = Uri.TryCreate(Text(properties, ApplicationProperties.HomePage), UriKind.Absolute, out var uri)
            && uri.Scheme is "https" or "http" ? uri : null;
        return new ConsentRequest(
            name ?? clientId,
            Text(properties, ApplicationProperties.Publisher),
            homePage,
            await PermissionsAsync(asked, allowed, cancellationToken));
    }

    private async Task<IReadOnlyList<AskedPermission>> PermissionsAsync(
        ImmutableArray<string> asked, IReadOnlySet<string> allowed, CancellationToken cancellationToken)
    {
        var permissions = new List<AskedPermission>();
        foreach (var name in asked)
        {
            var scope = await scopes.FindByNameAsync(name, cancellationToken);
            var words = scope is null ? null : await scopes.GetLocalizedDisplayNameAsync(scope, cancellationToken);
            var more = scope is null ? null : await scopes.GetLocalizedDescriptionAsync(scope, cancellationToken);
            permissions.Add(new(name, words ?? name, more, IsNew: allowed.Count > 0 && !allowed.Contains(name)));
        }

        return permissions;
    }

    private static string? Text(ImmutableDictionary<string, JsonElement> properties, string name) =>
        properties.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}

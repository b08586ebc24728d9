using OpenIddict.Abstractions;
using TokenPortal.Authority;
using TokenPortal.Demo.LinkedApps;
using TokenPortal.Demo.ResourceApi;

namespace TokenPortal.Demo.Hosting;

/// <summary>What the authority is told about the demo's clients.</summary>
internal sealed class ClientRegistrations(DemoAddresses addresses, LinkedAppsOptions apps, DemoSecrets secrets)
{
    public const string Portal = "portal";

    private const string NightlyReport = "nightly-report";
    private const string Operator = "Example Accounts";
    private const string ApiClientId = ResourceApiApplication.ClientId;

    private Uri PortalRedirect => new(addresses.Portal, "signin-oidc");

    private Uri PortalSignedOut => new(addresses.Portal, "signout-callback-oidc");

    public IReadOnlyList<DemoClient> Describe() =>
    [
        new(Portal, secrets.For(Portal), [PortalRedirect], ClientKind.Confidential),
        .. apps.Apps.Select(app => new DemoClient(app.Id, app.Secret, [new Uri(apps.CallbackFor(app))], KindOf(app))),
        new(NightlyReport, secrets.For(NightlyReport), [], ClientKind.Machine),
        new(ApiClientId, secrets.For(ApiClientId), [], ClientKind.ResourceServer),
    ];

    /// <summary>In the shape of the authority's settings.</summary>
    public IEnumerable<object> ToSettings() => Describe().Select(client =>
    {
        var app = apps.Find(client.ClientId);
        return new
        {
            client.ClientId,
            client.ClientSecret,
            DisplayName = app?.Name ?? OwnName(client.ClientId),
            Publisher = app?.Publisher ?? Operator,
            HomePage = app is null ? null : new Uri(addresses.Apps, app.Id),
            PrivacyPolicy = app is { SelfRegistered: false } ? new Uri(addresses.Apps, $"{app.Id}#privacy") : null,
            TermsOfService = app is { SelfRegistered: false } ? new Uri(addresses.Apps, $"{app.Id}#terms") : null,
            SelfRegistered = app?.SelfRegistered ?? false,
            client.RedirectUris,
            PostLogoutRedirectUris = client.ClientId == Portal ? new[] { PortalSignedOut } : [],
            Scopes = ScopesOf(client, app),
            client.Kind,
            ConsentType = app is { FirstParty: false } ? ConsentKind.Explicit : ConsentKind.Implicit,
            SelfContainedAccessTokens = app?.SelfContained ?? false,
        };
    });

    /// <summary>
    /// Registrations are kept; when a part has another port than before, its addresses are brought up to date.
    /// </summary>
    public async Task MoveAsync(IServiceProvider authority, CancellationToken cancellationToken)
    {
        await using var scope = authority.CreateAsyncScope();
        var manager = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        foreach (var client in Describe().Where(client => client.RedirectUris.Count > 0))
        {
            if (await manager.FindByClientIdAsync(client.ClientId, cancellationToken) is not { } registration) continue;
            var descriptor = new OpenIddictApplicationDescriptor();
            await manager.PopulateAsync(descriptor, registration, cancellationToken);
            if (descriptor.RedirectUris.SetEquals(client.RedirectUris)) continue;

            descriptor.RedirectUris.Clear();
            descriptor.RedirectUris.UnionWith(client.RedirectUris);
            if (descriptor.PostLogoutRedirectUris.Count > 0)
            {
                descriptor.PostLogoutRedirectUris.Clear();
                descriptor.PostLogoutRedirectUris.Add(PortalSignedOut);
            }

            await manager.UpdateAsync(registration, descriptor, cancellationToken);
        }
    }

    private static ClientKind KindOf(LinkedApp app) => app.Secret is null ? ClientKind.Public : ClientKind.Confidential;

    private static IEnumerable<string> ScopesOf(DemoClient client, LinkedApp? app) => client switch
    {
        _ when app is not null => app.Scopes,
        { ClientId: Portal } => ["openid", "profile", "email", "roles"],
        { Kind: ClientKind.Machine } => ["calendar.read", "files.read"],
        _ => [],
    };

    private static string OwnName(string clientId) => clientId switch
    {
        Portal => "Connected apps",
        NightlyReport => "Nightly report",
        _ => "Demo API",
    };
}

using System.Text.Json;
using OpenIddict.Abstractions;
using TokenPortal.Authority.Server;
using TokenPortal.Core.Grants;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Seeding;

/// <summary>Turns a client of the settings into an OpenIddict registration.</summary>
internal static class ClientDescriptor
{
    public static OpenIddictApplicationDescriptor From(ClientOptions client, DateTimeOffset registeredAt)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = client.ClientId,
            ClientSecret = client.ClientSecret,
            ClientType = client.Kind == ClientKind.Public ? ClientTypes.Public : ClientTypes.Confidential,
            ConsentType = client.ConsentType == ConsentKind.Implicit ? ConsentTypes.Implicit : ConsentTypes.Explicit,
            DisplayName = client.DisplayName,
        };
        descriptor.RedirectUris.UnionWith(client.RedirectUris);
        descriptor.PostLogoutRedirectUris.UnionWith(client.PostLogoutRedirectUris);
        descriptor.Permissions.UnionWith(PermissionsOf(client));
        descriptor.Permissions.UnionWith(client.Scopes.Select(scope => Permissions.Prefixes.Scope + scope));
        AddProperty(descriptor, ApplicationProperties.Publisher, client.Publisher);
        AddProperty(descriptor, ApplicationProperties.HomePage, client.HomePage?.AbsoluteUri);
        AddProperty(descriptor, ApplicationProperties.PrivacyPolicy, client.PrivacyPolicy?.AbsoluteUri);
        AddProperty(descriptor, ApplicationProperties.TermsOfService, client.TermsOfService?.AbsoluteUri);
        descriptor.Properties[ApplicationProperties.RegisteredAt] =
            JsonSerializer.SerializeToElement(registeredAt.ToUnixTimeSeconds());
        descriptor.Properties[ApplicationProperties.SelfRegistered] =
            JsonSerializer.SerializeToElement(client.SelfRegistered);
        if (client.SelfContainedAccessTokens)
        {
            descriptor.Settings[SelfContainedAccessTokens.Setting] = bool.TrueString;
        }

        return descriptor;
    }

    private static IEnumerable<string> PermissionsOf(ClientOptions client)
    {
        // Any client that keeps a secret may ask about tokens: OpenIddict only answers for its own or for its audience.
        if (client.Kind != ClientKind.Public)
        {
            yield return Permissions.Endpoints.Introspection;
        }

        if (client.Kind == ClientKind.ResourceServer)
        {
            yield break;
        }

        yield return Permissions.Endpoints.Token;
        yield return Permissions.Endpoints.Revocation;
        if (client.Kind == ClientKind.Machine)
        {
            yield return Permissions.GrantTypes.ClientCredentials;
            yield break;
        }

        yield return Permissions.Endpoints.Authorization;
        yield return Permissions.Endpoints.EndSession;
        yield return Permissions.GrantTypes.AuthorizationCode;
        yield return Permissions.GrantTypes.RefreshToken;
        yield return Permissions.ResponseTypes.Code;
    }

    private static void AddProperty(OpenIddictApplicationDescriptor descriptor, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            descriptor.Properties[name] = JsonSerializer.SerializeToElement(value);
        }
    }
}

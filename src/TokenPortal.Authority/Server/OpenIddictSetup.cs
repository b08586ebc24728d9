using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using TokenPortal.Authority.Database;
using TokenPortal.Authority.Keys;
using TokenPortal.Authority.Seeding;
using TokenPortal.Core;
using TokenPortal.OpenIddict;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace TokenPortal.Authority.Server;

/// <summary>Which flows, endpoints and token formats the server offers.</summary>
internal static class OpenIddictSetup
{
    public static IServiceCollection AddAuthorizationServer(
        this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<AuthorityDbContext>())
            .AddServer(server =>
            {
                AddServer(server);
                if (configuration.HasTokenPortal())
                    server.UseTokenPortal(options => options.Audience = KnownScopes.DeviceApi);
            });
        services.AddSingleton<KeyFolder>();
        services.AddOptions<OpenIddictServerOptions>().Configure<IOptions<AuthorityOptions>, KeyFolder>(ApplySettings);
        services.AddOptions<OpenIddictServerAspNetCoreOptions>().Configure<IOptions<AuthorityOptions>>(
            // The validator lets http through for loopback issuers only.
            (server, authority) => server.DisableTransportSecurityRequirement =
                authority.Value.Issuer!.Scheme == Uri.UriSchemeHttp);
        return services;
    }

    private static void AddServer(OpenIddictServerBuilder server)
    {
        server
            .SetAuthorizationEndpointUris(Relative(Routes.Authorize))
            .SetTokenEndpointUris(Relative(Routes.Token))
            .SetUserInfoEndpointUris(Relative(Routes.UserInfo))
            .SetIntrospectionEndpointUris(Relative(Routes.Introspect))
            .SetRevocationEndpointUris(Relative(Routes.Revoke), Relative(Routes.OAuthRevoke))
            .SetEndSessionEndpointUris(Relative(Routes.EndSession));
        server
            .AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange()
            .AllowRefreshTokenFlow()
            .AllowClientCredentialsFlow()
            .UseReferenceAccessTokens()
            .UseReferenceRefreshTokens()
            .RegisterScopes([.. KnownScopes.All.Select(scope => scope.Name)])
            .RegisterClaims(
                Claims.Name, Claims.PreferredUsername, Claims.Email, Claims.Role, Claims.AuthenticationTime);
        server
            .AddEventHandler(SelfContainedAccessTokens.Choose)
            .AddEventHandler(SelfContainedAccessTokens.LeaveReadable)
            .AddEventHandler(FormPostPolicy.Descriptor);
        server.UseAspNetCore()
            .EnableAuthorizationEndpointPassthrough()
            .EnableTokenEndpointPassthrough()
            .EnableUserInfoEndpointPassthrough()
            .EnableEndSessionEndpointPassthrough()
            .EnableStatusCodePagesIntegration();
    }

    /// <summary>Whether the portal's database role is set up. Without it the server revokes as OpenIddict does.</summary>
    public static bool HasTokenPortal(this IConfiguration configuration) =>
        configuration.GetConnectionString(CoreOptions.ConnectionStringName) is not null;

    private static void ApplySettings(
        OpenIddictServerOptions server, IOptions<AuthorityOptions> authority, KeyFolder keys)
    {
        var settings = authority.Value;
        server.Issuer = settings.Issuer;
        server.AccessTokenLifetime = settings.AccessTokenLifetime;
        server.RefreshTokenLifetime = settings.RefreshTokenLifetime;
        server.RefreshTokenReuseLeeway = settings.RefreshTokenReuseLeeway;
        // RFC 9700 section 2.1.1: a plain challenge shows the verifier to whoever sees the request.
        server.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
        server.SigningCredentials.Add(new SigningCredentials(keys.Signing, SecurityAlgorithms.RsaSha256));
        server.EncryptionCredentials.Add(new EncryptingCredentials(
            keys.Encryption, SecurityAlgorithms.RsaOAEP, SecurityAlgorithms.Aes256CbcHmacSha512));
    }

    private static string Relative(string route) => route.TrimStart('/');
}

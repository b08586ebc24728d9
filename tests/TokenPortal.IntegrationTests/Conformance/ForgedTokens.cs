using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>Access tokens that no server has given out, made from one that it has.</summary>
internal static class ForgedTokens
{
    private const string Type = "at+jwt";

    /// <summary>The same claims without a signature.</summary>
    public static string Unsigned(string jwt) =>
        $"{Base64UrlTextEncoder.Encode(Encoding.UTF8.GetBytes($$"""{"alg":"none","typ":"{{Type}}"}"""))}.{jwt.Split('.')[1]}.";

    /// <summary>The same claims under somebody else's signature.</summary>
    public static string OfOtherKey(string jwt)
    {
        using var key = RSA.Create(2048);
        return Sign(Claims(jwt), new SigningCredentials(new RsaSecurityKey(key), SecurityAlgorithms.RsaSha256)
        {
            CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false },
        });
    }

    /// <summary>The same claims under the server's own signature, with some changed.</summary>
    public static string With(AuthorityFixture authority, string jwt, params (string Name, JsonNode Value)[] changes)
    {
        var claims = Claims(jwt);
        foreach (var (name, value) in changes) claims[name] = value;
        return Sign(claims, authority.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>()
            .CurrentValue.SigningCredentials[0]);
    }

    private static JsonObject Claims(string jwt) =>
        JsonSerializer.Deserialize<JsonObject>(Base64UrlTextEncoder.Decode(jwt.Split('.')[1]))!;

    private static string Sign(JsonObject claims, SigningCredentials credentials) =>
        new JsonWebTokenHandler().CreateToken(
            claims.ToJsonString(), credentials, new Dictionary<string, object> { ["typ"] = Type });
}

using System.ComponentModel.DataAnnotations;

namespace TokenPortal.OpenIddict;

/// <summary>What an authorization server can choose about revocation.</summary>
public sealed class TokenPortalServerOptions
{
    /// <summary>The settings section.</summary>
    public const string SectionName = "TokenPortal";

    /// <summary>
    /// Whether revoking a refresh token ends the whole grant: all refresh and access tokens of that user and app, and
    /// the consent. Otherwise it ends that token's family, and other devices stay connected.
    /// </summary>
    public bool RefreshTokenRevocationDeletesGrant { get; set; } = true;

    /// <summary>Origins whose scripts may call the revocation endpoint, such as https://app.example.</summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>
    /// How many requests a client may make in a minute from one address, at the revocation endpoint and at the
    /// device-credentials API each. All clients together may make ten times as many from one address.
    /// </summary>
    [Range(1, 1_000_000)]
    public int RequestsPerMinute { get; set; } = 300;

    /// <summary>
    /// The audience that access tokens for the device-credentials API have to name. Without it, any access token of this
    /// server with the right scope will do.
    /// </summary>
    public string? Audience { get; set; }
}

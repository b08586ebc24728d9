using System.ComponentModel.DataAnnotations;

namespace TokenPortal.Authority;

/// <summary>The authority's settings, beside its connection string.</summary>
public sealed class AuthorityOptions
{
    /// <summary>The settings section.</summary>
    public const string SectionName = "Authority";

    /// <summary>The name of the connection string; its role owns OpenIddict's tables.</summary>
    public const string ConnectionStringName = "Authority";

    /// <summary>The issuer identifier (RFC 8414 section 2) and the address of this server.</summary>
    [Required]
    public Uri? Issuer { get; set; }

    /// <summary>The folder of the signing, encryption and session keys. Tokens live as long as it does.</summary>
    [Required]
    public string KeysPath { get; set; } = "";

    /// <summary>Where people take access back; the consent page links to it.</summary>
    [Required]
    public Uri? PortalAddress { get; set; }

    /// <summary>How long an access token lives; a self-contained one can outlive a revoke so long.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How long an app may stay unused and still come back: each refresh starts it anew.</summary>
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(180);

    /// <summary>How long a redeemed refresh token is accepted again, for clients that lost the answer.</summary>
    public TimeSpan RefreshTokenReuseLeeway { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>People created at start when their subject is absent.</summary>
    public IList<UserOptions> Users { get; } = [];

    /// <summary>Clients registered at the first start that lists them.</summary>
    public IList<ClientOptions> Clients { get; } = [];
}

/// <summary>A person who can sign in.</summary>
public sealed class UserOptions
{
    [Required]
    public string Subject { get; set; } = "";

    [Required, EmailAddress]
    public string Email { get; set; } = "";

    [Required]
    public string Name { get; set; } = "";

    /// <summary>Only its hash is kept.</summary>
    [Required]
    public string Password { get; set; } = "";

    public IList<string> Roles { get; } = [];
}

/// <summary>A client's registration (RFC 7591 section 2 names the fields).</summary>
public sealed class ClientOptions
{
    [Required, MaxLength(100)]
    public string ClientId { get; set; } = "";

    public string? ClientSecret { get; set; }

    [Required]
    public string DisplayName { get; set; } = "";

    /// <summary>Who makes the app, as the consent page and the portal name it.</summary>
    public string? Publisher { get; set; }

    public Uri? HomePage { get; set; }

    public Uri? PrivacyPolicy { get; set; }

    public Uri? TermsOfService { get; set; }

    /// <summary>Whoever makes the app registered it, and nobody looked at what it says of itself.</summary>
    public bool SelfRegistered { get; set; }

    public IList<Uri> RedirectUris { get; } = [];

    public IList<Uri> PostLogoutRedirectUris { get; } = [];

    public IList<string> Scopes { get; } = [];

    public ClientKind Kind { get; set; }

    public ConsentKind ConsentType { get; set; }

    /// <summary>Signed JWTs instead of reference tokens, for APIs that check keys only.</summary>
    public bool SelfContainedAccessTokens { get; set; }
}

/// <summary>How a client authenticates and what it may ask for.</summary>
public enum ClientKind
{
    /// <summary>Signs people in, and keeps a secret.</summary>
    Confidential,

    /// <summary>Signs people in, on their own device, without a secret.</summary>
    Public,

    /// <summary>Acts for itself (RFC 6749 section 4.4).</summary>
    Machine,

    /// <summary>Only asks whether tokens for it are active; its client id is the audience.</summary>
    ResourceServer,
}

/// <summary>Whether people are asked before a client gets access.</summary>
public enum ConsentKind
{
    /// <summary>Asked once for each set of permissions.</summary>
    Explicit,

    /// <summary>Never asked: the operator's own app.</summary>
    Implicit,
}

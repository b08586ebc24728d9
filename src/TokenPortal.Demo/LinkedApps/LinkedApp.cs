namespace TokenPortal.Demo.LinkedApps;

/// <summary>An OAuth client of the demo: how it is registered, and what its own page does.</summary>
public sealed record LinkedApp(string Id, string Name)
{
    public required string Publisher { get; init; }

    /// <summary>What it does for its user, in one sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The scopes (RFC 6749 section 3.3) that it asks for, beside those of every app.</summary>
    public required IReadOnlyList<string> ApiScopes { get; init; }

    /// <summary>The resource that it calls to do its work.</summary>
    public required string ApiPath { get; init; }

    /// <summary>Null for a public client (RFC 6749 section 2.1), which has PKCE only.</summary>
    public string? Secret { get; init; }

    /// <summary>Run by the operator of the server: nobody is asked for consent.</summary>
    public bool FirstParty { get; init; }

    /// <summary>Its access tokens are checked by keys only, without asking the server.</summary>
    public bool SelfContained { get; init; }

    /// <summary>Its maker registered it without asking the operator of the server, and says little of itself.</summary>
    public bool SelfRegistered { get; init; }

    /// <summary>It is not used: its page does not call the API until somebody asks it to.</summary>
    public bool Dormant { get; init; }

    /// <summary>Places where a user may have it, each with tokens of its own.</summary>
    public IReadOnlyList<string> Devices { get; init; } = [SingleDevice];

    public const string SingleDevice = "";

    public IEnumerable<string> Scopes => ["openid", "profile", "email", "offline_access", .. ApiScopes];

    /// <summary>The letters in its picture.</summary>
    public string Initials => string.Concat(Name.Split(' ').Take(2).Select(word => word[0]));
}

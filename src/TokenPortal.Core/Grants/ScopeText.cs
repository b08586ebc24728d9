namespace TokenPortal.Core.Grants;

/// <summary>What a scope (RFC 6749 section 3.3) means, as the authorization server describes it.</summary>
/// <param name="DisplayName">A few words, or null when the server has none.</param>
/// <param name="Description">A sentence, or null when the server has none.</param>
public sealed record ScopeText(string Scope, string? DisplayName, string? Description);

/// <summary>The server's own descriptions of its scopes.</summary>
public interface IScopeCatalog
{
    /// <summary>The descriptions by scope; scopes that the server does not describe are absent. Kept for five minutes.</summary>
    /// <param name="language">Like "ru". What the server does not say in it comes in its own words, else in English.</param>
    Task<IReadOnlyDictionary<string, ScopeText>> GetAsync(string language, CancellationToken cancellationToken);
}

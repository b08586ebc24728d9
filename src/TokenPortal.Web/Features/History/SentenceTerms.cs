using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.History;

/// <summary>What a sentence needs besides its entry.</summary>
/// <param name="Server">What the apps have access to, as it stands behind "access to".</param>
/// <param name="Scopes">What scopes mean, in the reader's language.</param>
public sealed record SentenceTerms(string Server, IReadOnlyDictionary<string, ScopeText> Scopes);

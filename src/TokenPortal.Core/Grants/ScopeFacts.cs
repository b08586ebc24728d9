namespace TokenPortal.Core.Grants;

/// <summary>What the operator's catalogue (portal.scopes) says of a scope, beyond the server's own texts.</summary>
/// <param name="Group">The key of what it is about, such as calendar: lower-case letters, digits, '-' and '_'.</param>
/// <param name="IsMandatory">An app that has it cannot work without: it is not taken away alone.</param>
public sealed record ScopeFacts(string Scope, ScopeReach Reach, string Group, ScopeRisk Risk, bool IsMandatory);

/// <summary>How far a permission reaches.</summary>
public enum ScopeReach
{
    /// <summary>Who the person is.</summary>
    Identity,

    /// <summary>See data.</summary>
    Read,

    /// <summary>Change data, or act for the person.</summary>
    Write,

    /// <summary>Come back while the person is away.</summary>
    Offline,
}

/// <summary>What could go wrong with a permission in wrong hands.</summary>
public enum ScopeRisk
{
    Low,
    Elevated,
    High,
}

/// <summary>The operator's catalogue of scopes.</summary>
public interface IScopeFacts
{
    /// <summary>The facts by scope; unknown scopes are absent. Kept for five minutes.</summary>
    /// <exception cref="GrantStoreException">The database could not be asked.</exception>
    Task<IReadOnlyDictionary<string, ScopeFacts>> GetAsync(CancellationToken cancellationToken);
}

namespace TokenPortal.Core.Grants;

/// <summary>
/// Ends access by a token that was presented: for the revocation endpoint (RFC 7009) and for reuse detection (RFC 9700
/// section 4.14.2). Every method throws <see cref="GrantStoreException"/> when the database cannot be asked or does not
/// answer.
/// </summary>
public interface ITokenRevocation
{
    /// <summary>
    /// Ends what a client's own token stands for. A token of another client changes nothing and is noted in the history.
    /// </summary>
    /// <param name="tokenId">The server's id of the token, not the token.</param>
    Task<TokenRevokeResult> RevokeAsync(
        string tokenId, string clientId, RevocationScope scope, CancellationToken cancellationToken);

    /// <summary>Ends what a token stands for that was used up before and has come again.</summary>
    Task EndReplayedAsync(string tokenId, string clientId, RevocationScope scope, CancellationToken cancellationToken);
}

/// <summary>How much goes with one token.</summary>
public enum RevocationScope
{
    /// <summary>All refresh and access tokens of that user and app, and the consent.</summary>
    Grant,

    /// <summary>The refresh token's family; of an access token, only itself.</summary>
    Family,
}

/// <summary>How a revocation request ended.</summary>
public enum TokenRevokeResult
{
    /// <summary>The access is gone, durably.</summary>
    Revoked,

    /// <summary>The token was unknown or dead already; no row was changed.</summary>
    NothingToRevoke,

    /// <summary>The token was issued to another client; no row of the server was changed.</summary>
    ForeignToken,
}

using TokenPortal.Core.Access;

namespace TokenPortal.Core.Grants;

/// <summary>How a revoke ended. Outages are no result: they throw <see cref="GrantStoreException"/>.</summary>
public abstract record RevokeResult
{
    private RevokeResult()
    {
    }

    /// <summary>The access is gone, durably: the database committed before this was made.</summary>
    public sealed record Revoked(RevokeReceipt Receipt) : RevokeResult;

    /// <summary>The app is the user's own and had nothing left to take away; no row was changed.</summary>
    public sealed record NothingToRevoke : RevokeResult;

    /// <summary>No such app for this user. Another user's app answers the same.</summary>
    public sealed record NotFound : RevokeResult;

    /// <summary>Whoever asked may not do this; no row was changed.</summary>
    public sealed record Refused(Refusal Reason) : RevokeResult;

    /// <summary>The app belongs to the operator of the server and cannot be cut off here; no row was changed.</summary>
    public sealed record FirstParty : RevokeResult;

    /// <summary>
    /// The authorization server does not run UseTokenPortal, or has not been heard of for ten minutes: it would give a
    /// single permission, or a single device's access, back. No row was changed; the whole app can be taken away.
    /// </summary>
    public sealed record NotOffered : RevokeResult;

    /// <summary>The app cannot work without this permission: it goes with the whole app only. No row was changed.</summary>
    public sealed record Mandatory : RevokeResult;
}

/// <summary>What one revoke ended, counted in the transaction that ended it.</summary>
/// <param name="AppName">As in <see cref="ConnectedApp.Name"/>.</param>
/// <param name="RevokedAt">When, by the application's clock.</param>
/// <param name="Grants">Authorizations that were valid until now.</param>
/// <param name="RefreshTokens">Refresh tokens that were live until now.</param>
/// <param name="AccessTokens">Access tokens that were live until now.</param>
/// <param name="ResidualAccessUntil">As in <see cref="ConnectedApp.ResidualAccessUntil"/>.</param>
public sealed record RevokeReceipt(
    AppKey Key,
    string? AppName,
    string? ClientId,
    DateTimeOffset RevokedAt,
    int Grants,
    int RefreshTokens,
    int AccessTokens,
    DateTimeOffset? ResidualAccessUntil);

namespace TokenPortal.Core.Grants;

/// <summary>A row of <see cref="GrantSql.List"/>. Dapper checks the columns' order and types against it.</summary>
internal sealed record GrantRow(
    string? AuthorizationId,
    string? ApplicationId,
    string? ClientId,
    string? DisplayName,
    string? Properties,
    string? Scopes,
    DateTime? GrantedAt,
    DateTime? LastActivityAt,
    int RefreshTokens,
    int AccessTokens,
    DateTime? ResidualUntil,
    bool Removed);

/// <summary>A row of <see cref="GrantSql.Revoke"/> or <see cref="GrantSql.ReceiptsOfOperation"/>.</summary>
internal sealed record ReceiptRow(
    string Subject,
    string? ApplicationId,
    string? AuthorizationId,
    string? ClientId,
    string? AppName,
    DateTime RevokedAt,
    int Grants,
    int RefreshTokens,
    int AccessTokens,
    DateTime? ResidualUntil)
{
    public RevokeReceipt ToReceipt() => new(
        Keys.For(ApplicationId, AuthorizationId), AppName, ClientId, Times.FromDatabase(RevokedAt),
        Grants, RefreshTokens, AccessTokens, Times.FromDatabase(ResidualUntil));
}

/// <summary>The last row of <see cref="GrantSql.Revoke"/>.</summary>
internal sealed record TargetRow(bool Known, bool FirstParty, bool Allowed);

using TokenPortal.Core.Access;

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
    DateTime? LastUsedAt,
    DateTime? SeenAt,
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
/// <param name="Obstacle">What stands in the way of taking a part of the access: 'not_offered', 'mandatory', or null.</param>
internal sealed record TargetRow(bool Known, bool FirstParty, bool Allowed, string? Obstacle)
{
    /// <summary>How a revoke ended that this was the answer to.</summary>
    public RevokeResult ToResult(List<RevokeReceipt> receipts) => this switch
    {
        _ when receipts is [var receipt, ..] => new RevokeResult.Revoked(receipt),
        { Allowed: false } => new RevokeResult.Refused(Refusal.ReadOnly),
        { FirstParty: true } => new RevokeResult.FirstParty(),
        { Known: false } => new RevokeResult.NotFound(),
        { Obstacle: "not_offered" } => new RevokeResult.NotOffered(),
        { Obstacle: "mandatory" } => new RevokeResult.Mandatory(),
        _ => new RevokeResult.NothingToRevoke(),
    };
}

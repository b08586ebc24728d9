using Dapper;
using Microsoft.Extensions.Logging;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

internal sealed class TokenRevocation(
    GrantStore store, RevocationRunner runner, TimeProvider time, ILogger<TokenRevocation> logger) : ITokenRevocation
{
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task<TokenRevokeResult> RevokeAsync(
        string tokenId, string clientId, RevocationScope scope, CancellationToken cancellationToken)
    {
        var token = await FindAsync(tokenId, cancellationToken);
        if (token is null) return TokenRevokeResult.NothingToRevoke;
        if (token.ClientId != clientId)
        {
            await NoteForeignAsync(tokenId, Actor.Client(clientId), cancellationToken);
            Log.ForeignToken(logger, clientId, token.ClientId);
            return TokenRevokeResult.ForeignToken;
        }

        return await EndAsync(tokenId, token, Actor.Client(clientId), scope, cancellationToken);
    }

    public async Task EndReplayedAsync(
        string tokenId, string clientId, RevocationScope scope, CancellationToken cancellationToken)
    {
        if (await FindAsync(tokenId, cancellationToken) is { } token && token.ClientId == clientId)
            await EndAsync(tokenId, token, Actor.Replay(clientId), scope, cancellationToken);
    }

    private async Task<TokenRevokeResult> EndAsync(
        string tokenId, TokenRow token, Actor actor, RevocationScope scope, CancellationToken cancellationToken)
    {
        // A dead token stands for a grant that is over. The user may have given a new one since, which is not its own.
        if (token.IsDead) return TokenRevokeResult.NothingToRevoke;

        var (sql, parameters) = WhatGoes(tokenId, token, scope);
        var (receipts, _) = await runner.RunAsync(sql, parameters, actor, cancellationToken);
        return receipts.Count > 0 ? TokenRevokeResult.Revoked : TokenRevokeResult.NothingToRevoke;
    }

    // What hangs on no authorization, as a machine's own token, belongs to no grant; what has no subject, to no family.
    private (string Sql, object Parameters) WhatGoes(string tokenId, TokenRow token, RevocationScope scope)
    {
        if (scope == RevocationScope.Grant && token.Subject is not null
            && (token.AuthorizationId is not null || !token.IsAccessToken))
        {
            return (GrantSql.Revoke, new
            {
                subject = token.Subject,
                everything = false,
                applicationId = token.ApplicationId,
                authorizationId = (string?)null,
                unattached = false,
                // A client may always give its own access back.
                firstPartyClientIds = Array.Empty<string>(),
                now = Now,
            });
        }

        return !token.IsAccessToken && token is { FamilyId: not null, Subject: not null }
            ? (FamilySql.Revoke, new FamilyTarget(token.FamilyId, token.Subject, Now))
            : (TokenSql.RevokeOne, new { tokenId, clientId = token.ClientId, now = Now });
    }

    private async Task NoteForeignAsync(string tokenId, Actor actor, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(ActorParameters.From(actor));
        parameters.AddDynamicParams(new { tokenId, now = Now });
        await store.ExecuteAsync(TokenSql.NoteForeign, parameters, cancellationToken);
    }

    private async Task<TokenRow?> FindAsync(string tokenId, CancellationToken cancellationToken) =>
        (await store.ReadAsync<TokenRow>(TokenSql.Find, new { tokenId }, cancellationToken)).SingleOrDefault();

    /// <summary>A row of <see cref="TokenSql.Find"/>.</summary>
    private sealed record TokenRow(
        string? ClientId,
        string? ApplicationId,
        string? AuthorizationId,
        string? Subject,
        string? FamilyId,
        bool IsAccessToken,
        bool IsDead);
}

using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Devices;

/// <summary>
/// Keeps refresh token families for the authorization server (RFC 9700 section 4.14.2): which tokens belong to one
/// sign-in, and whether it was ended meanwhile. Every method throws <see cref="GrantStoreException"/> when the database
/// cannot be asked or does not answer.
/// </summary>
public interface IRefreshTokenFamilies
{
    /// <summary>What was taken from an authorization and not given again: no new token may carry it.</summary>
    Task<IReadOnlyList<string>> RemovedScopesAsync(string authorizationId, CancellationToken cancellationToken);

    /// <summary>
    /// Called when a token response is ready and before it is sent: records its tokens, and ends those that must not
    /// live. Unless it returns <see cref="ExchangeResult.Live"/>, something was taken away while they were made.
    /// </summary>
    Task<ExchangeResult> RecordAsync(TokenExchange exchange, CancellationToken cancellationToken);
}

/// <summary>A token response that is about to be sent.</summary>
public sealed record TokenExchange
{
    public required string ClientId { get; init; }

    public required string? Subject { get; init; }

    public required string? AuthorizationId { get; init; }

    /// <summary>The id of the refresh token or code that the client presented, if it did.</summary>
    public required string? PresentedTokenId { get; init; }

    /// <summary>Whether what was presented is a refresh token, and so belongs to a family already.</summary>
    public required bool IsRefresh { get; init; }

    /// <summary>The id of the new refresh token, if there is one.</summary>
    public required string? RefreshTokenId { get; init; }

    /// <summary>The ids of the new access and refresh tokens.</summary>
    public required IReadOnlyList<string> TokenIds { get; init; }

    /// <summary>The scopes of the new access token.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    public required string? DeviceName { get; init; }

    /// <summary>The network that the request came from, such as 203.0.113.0/24.</summary>
    public required string? AddressPrefix { get; init; }
}

/// <summary>What became of the tokens of an exchange.</summary>
public enum ExchangeResult
{
    /// <summary>They may be sent.</summary>
    Live,

    /// <summary>A permission was taken away meanwhile: the access token was ended, the refresh token lives.</summary>
    AccessEnded,

    /// <summary>As before, but nobody would notice, because the access token is checked by keys only: do not send it.</summary>
    SelfContainedAccess,

    /// <summary>The family was ended meanwhile, and all the tokens with it: do not send them.</summary>
    FamilyEnded,
}

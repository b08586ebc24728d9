namespace TokenPortal.Core.Grants;

/// <summary>A linked application as the user who gave it access sees it: all of that user's grants to it, in one.</summary>
/// <param name="Key">Addresses the app on pages and in calls. Opaque; never a client id.</param>
/// <param name="Name">The display name, else the client id, else null for an app that the server no longer knows.</param>
/// <param name="ClientId">The OAuth client id (RFC 6749 section 2.2), or null when the registration is gone.</param>
/// <param name="Publisher">Who makes the app, as its registration says, or null.</param>
/// <param name="Standing">Whether access can be taken away here, and why not.</param>
/// <param name="Scopes">The union of the granted scopes, in the order in which they were first granted.</param>
/// <param name="FirstGrantedAt">When the oldest grant that still counts was given.</param>
/// <param name="LastActivityAt">
/// The newest issue or redemption of a token, or null when there never was one. It tells that access was renewed, not
/// that anything was done with it.
/// </param>
/// <param name="Grants">How many authorizations stand behind this app.</param>
/// <param name="RefreshTokens">Live refresh tokens: each is a device or place that can come back without asking.</param>
/// <param name="AccessTokens">Live access tokens.</param>
/// <param name="ResidualAccessUntil">
/// Null when a revoke ends all access at once. Otherwise the latest expiry of a self-contained access token, which a
/// resource server that checks only keys goes on accepting; <see cref="DateTimeOffset.MaxValue"/> when it never expires.
/// </param>
public sealed record ConnectedApp(
    AppKey Key,
    string? Name,
    string? ClientId,
    string? Publisher,
    AppStanding Standing,
    IReadOnlyList<string> Scopes,
    DateTimeOffset? FirstGrantedAt,
    DateTimeOffset? LastActivityAt,
    int Grants,
    int RefreshTokens,
    int AccessTokens,
    DateTimeOffset? ResidualAccessUntil)
{
    /// <summary>True when a token of this app could be used right now.</summary>
    public bool HasLiveAccess => RefreshTokens + AccessTokens > 0;

    /// <summary>
    /// When the authorization server last saw the app at work: an exchange, or an introspection of a token that was
    /// active. Null when it recorded none since the access was given. What an API accepts without asking is not seen.
    /// </summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Connected since the owner first came here, or last said that they know their apps.</summary>
    public bool IsNew { get; init; }
}

/// <summary>What an app is to the portal.</summary>
public enum AppStanding
{
    /// <summary>An ordinary linked app: its access can be taken away.</summary>
    Linked,

    /// <summary>Run by the operator of the server (the portal itself among them): shown apart, not revocable.</summary>
    FirstParty,

    /// <summary>Its registration is gone but its grant is still there: it can be taken away.</summary>
    Unregistered,

    /// <summary>The server deleted the app and its grants with it: shown from the history, nothing left to revoke.</summary>
    RemovedByServer,
}

using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Grants;

/// <summary>
/// Lists and takes away the access that a user gave to linked applications (OWASP ASVS 4.0.3 V3.5.1, 5.0 V10.4.9).
/// Every method throws <see cref="GrantStoreException"/> when the database cannot be asked or does not answer.
/// </summary>
public interface IGrantService
{
    /// <summary>All connected apps of a subject, first-party ones included, newest activity first.</summary>
    Task<IReadOnlyList<ConnectedApp>> ListAsync(string subject, CancellationToken cancellationToken);

    /// <summary>One connected app of a subject, or null when the key names none of the subject's own.</summary>
    Task<ConnectedApp?> FindAsync(string subject, AppKey key, CancellationToken cancellationToken);

    /// <summary>Ends one app's access: authorizations, refresh and access tokens and history in one transaction.</summary>
    Task<RevokeResult> RevokeAsync(string subject, AppKey key, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Ends several apps' access, each in a transaction of its own and in the given order. Results stand in the same
    /// order. An outage ends the run: the exception tells about the app it struck, earlier apps stay revoked.
    /// </summary>
    IAsyncEnumerable<(AppKey Key, RevokeResult Result)> RevokeSeveralAsync(
        string subject, IReadOnlyCollection<AppKey> keys, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Takes one permission from an app: its access tokens end, its refresh tokens stay, and what they are exchanged
    /// for from now on lacks the scope. Needs TokenPortal in the authorization server; a scope that apps cannot work without
    /// stays.
    /// </summary>
    Task<RevokeResult> RemoveScopeAsync(
        string subject, AppKey key, string scope, Actor actor, CancellationToken cancellationToken);

    /// <summary>Ends every app's access except first-party apps', in one transaction: one receipt for each app.</summary>
    Task<IReadOnlyList<RevokeReceipt>> RevokeAllAsync(string subject, Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the access of the app that an operator names by its client id; a first-party app too, since it was meant.
    /// </summary>
    /// <returns>The receipt, or null when there was nothing to end.</returns>
    Task<RevokeReceipt?> RevokeClientAsync(
        string subject, string clientId, Actor actor, CancellationToken cancellationToken);
}

/// <summary>Who acts, and why: stands in the history.</summary>
/// <param name="Id">The subject of the person who acts, or the client id of the app that does.</param>
public sealed record Actor(string Id, RevocationReason Reason)
{
    /// <summary>From where, for what people do in a browser.</summary>
    public Origin? Origin { get; init; }

    /// <summary>The sign-in session that acts: what it may is checked again where the change is made. Null for programs.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>For support that acts for a user.</summary>
    public SupportAct? Support { get; init; }

    /// <summary>A user who acts for themselves.</summary>
    public static Actor User(string subject) => new(subject, RevocationReason.User);

    /// <summary>A client that asked for it over the protocol.</summary>
    public static Actor Client(string clientId) => new(clientId, RevocationReason.Api);

    /// <summary>A client that presented a token which had been used up before (RFC 9700 section 4.14.2).</summary>
    public static Actor Replay(string clientId) => new(clientId, RevocationReason.Replay);
}

/// <summary>Why access ended; the words of the OAuth Event Types draft.</summary>
public enum RevocationReason
{
    /// <summary>The user took it back.</summary>
    User,

    /// <summary>The authorization server ended it.</summary>
    Issuer,

    /// <summary>A client asked for it at the revocation endpoint or the device-credentials API.</summary>
    Api,

    /// <summary>A refresh token or code came a second time, so that one of its two holders stole it.</summary>
    Replay,

    /// <summary>Support did it for the user.</summary>
    Support,

    /// <summary>The account was closed or had not been used for too long.</summary>
    Inactive,
}

/// <summary>A support session, as its acts stand in the history.</summary>
/// <param name="SupportSessionId">Null for an attempt that came to no session.</param>
/// <param name="Reason">One of the reasons that a support session can be started for.</param>
/// <param name="Ticket">The number of the case in the operator's own system.</param>
/// <param name="Note">What the supporter wrote beside it, or null.</param>
public sealed record SupportAct(Guid? SupportSessionId, string Reason, string Ticket, string? Note);

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

    /// <summary>Ends every app's access except first-party apps', in one transaction: one receipt for each app.</summary>
    Task<IReadOnlyList<RevokeReceipt>> RevokeAllAsync(string subject, Actor actor, CancellationToken cancellationToken);
}

/// <summary>Who acts, and why: stands in the history.</summary>
/// <param name="Id">The subject of the person who acts.</param>
public sealed record Actor(string Id, RevocationReason Reason)
{
    /// <summary>A user who acts for themselves.</summary>
    public static Actor User(string subject) => new(subject, RevocationReason.User);
}

/// <summary>Why access ended; the words of the OAuth Event Types draft.</summary>
public enum RevocationReason
{
    /// <summary>The user took it back.</summary>
    User,

    /// <summary>The authorization server ended it.</summary>
    Issuer,
}

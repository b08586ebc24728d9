using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Sessions;

/// <summary>
/// The sign-in sessions of browsers at the portal. What stands here decides at every step: a cookie is only a key.
/// Every method throws <see cref="GrantStoreException"/> when the database cannot be asked or does not answer.
/// </summary>
public interface ISessions
{
    /// <summary>Begins a session. Gives its public handle.</summary>
    Task<Guid> StoreAsync(NewSession session, CancellationToken cancellationToken);

    /// <summary>The session behind a key, while it lives and its person is not suspended.</summary>
    Task<StoredSession?> FindAsync(byte[] keyHash, CancellationToken cancellationToken);

    /// <summary>How a session stands at this moment: one small query, for before each action of an open page.</summary>
    Task<SessionStanding> CheckAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Notes that a session is in use, which moves its idle limit; at most once a minute.</summary>
    Task RenewAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a session for good because its browser signed out or got a new one. Open pages are told at once, except when
    /// it was replaced: see <see cref="TellAsync"/>.
    /// </summary>
    /// <returns>False when it had ended before, or is not this subject's.</returns>
    Task<bool> EndAsync(string subject, Guid sessionId, SessionEnd reason, CancellationToken cancellationToken);

    /// <summary>Ends a session from elsewhere, with a history row. Its open pages are told at once.</summary>
    /// <returns>False when it had ended before, or is not this subject's: the two are answered alike.</returns>
    Task<bool> EndAsync(string subject, Guid sessionId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Ends all sessions of a subject but one, with a history row for each. Gives how many.</summary>
    Task<int> EndOthersAsync(string subject, Guid keptSessionId, Actor actor, CancellationToken cancellationToken);

    /// <summary>The subject's sessions that live, the latest seen first.</summary>
    Task<IReadOnlyList<SessionSummary>> ListAsync(string subject, CancellationToken cancellationToken);

    /// <summary>
    /// Tells the subject's open pages to look again. For a session that was replaced, once the browser has its new key:
    /// a page that reloads before would come with the old one.
    /// </summary>
    Task TellAsync(string subject);
}

/// <summary>How long sessions last.</summary>
public static class SessionLimits
{
    /// <summary>Without any use.</summary>
    public static readonly TimeSpan Idle = TimeSpan.FromHours(1);

    /// <summary>However much it is used.</summary>
    public static readonly TimeSpan Absolute = TimeSpan.FromHours(8);

    internal static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);
}

/// <param name="KeyHash">SHA-256 of the key that only the browser has.</param>
/// <param name="Ticket">Who it is, sealed: only the portal's own keys open it.</param>
/// <param name="AuthenticatedAt">When the person proved who they are, as the issuer says; null if it does not say.</param>
/// <param name="EndsAt">The absolute limit carried over from a session that this one replaces; null for a new one.</param>
public sealed record NewSession(
    byte[] KeyHash, string Subject, byte[] Ticket, DateTimeOffset? AuthenticatedAt, DateTimeOffset? EndsAt, Origin Origin)
{
    /// <summary>The support session that this browser is in from now on, or null.</summary>
    public Guid? SupportSession { get; init; }
}

/// <summary>A session that lives.</summary>
/// <param name="Roles">As portal.people has them now, and not as they were at sign-in.</param>
public sealed record StoredSession(
    Guid Id, string Subject, byte[] Ticket, DateTimeOffset? AuthenticatedAt, DateTimeOffset LastSeenAt,
    DateTimeOffset EndsAt, Guid? SupportSession, IReadOnlyList<string> Roles)
{
    /// <summary>The last use was noted too long ago to leave it at that.</summary>
    public bool IsRenewalDue(DateTimeOffset now) => now - LastSeenAt >= SessionLimits.RenewAfter;
}

/// <summary>A session as its person sees it in a list.</summary>
public sealed record SessionSummary(
    Guid Id, DateTimeOffset SignedInAt, DateTimeOffset LastSeenAt, DateTimeOffset EndsAt, Origin Origin);

/// <summary>How a session stands.</summary>
public abstract record SessionStanding
{
    private SessionStanding()
    {
    }

    /// <param name="Roles">The person's roles at this moment.</param>
    /// <param name="EndsAt">When it ends if it is not used any more.</param>
    public sealed record Live(IReadOnlyList<string> Roles, DateTimeOffset EndsAt) : SessionStanding;

    /// <param name="Reason">Null when its time was over.</param>
    public sealed record Ended(SessionEnd? Reason) : SessionStanding;

    public sealed record Suspended : SessionStanding;
}

/// <summary>Why a session ended before its time.</summary>
public enum SessionEnd
{
    /// <summary>Signed out in that browser.</summary>
    SignedOut,

    /// <summary>The same browser got a new one: a new sign-in, or the start or end of support.</summary>
    Replaced,

    /// <summary>The person ended it from another browser.</summary>
    User,

    /// <summary>An operator ended it.</summary>
    Operator,

    /// <summary>The person was suspended.</summary>
    Suspended,
}

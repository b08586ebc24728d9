using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Access;

/// <summary>Whether a caller may do something, as the database says at this moment.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <param name="Actor">Who acts, for the history: with the support session, where one acts for another.</param>
    public sealed record Allowed(Actor Actor) : Decision;

    public sealed record Refused(Refusal Reason) : Decision;
}

/// <summary>Why not.</summary>
public enum Refusal
{
    /// <summary>The session was ended, has expired or never was.</summary>
    SignedOut,

    /// <summary>An operator has suspended the person.</summary>
    Suspended,

    /// <summary>Not the caller's account or app, or no such account or app: all are answered alike.</summary>
    NotFound,

    /// <summary>The caller lacks the role.</summary>
    NoPermission,

    /// <summary>The support session is over: ended, out of time, objected to, or replaced by another.</summary>
    SupportEnded,

    /// <summary>Support sees this account and may not change it in this way.</summary>
    ReadOnly,

    /// <summary>Not while a support session runs: it is ended first.</summary>
    InSupport,

    /// <summary>The last sign-in is too long ago: sign in again, then repeat.</summary>
    NeedsFreshSignIn,

    /// <summary>The issuer does not say when people signed in (no auth_time), so nobody's sign-in counts as fresh.</summary>
    SignInTimeUnknown,
}

/// <summary>Decides what a caller may do. One query each time; nothing is remembered.</summary>
public interface IAccess
{
    /// <exception cref="GrantStoreException">The database could not be asked: nothing is allowed then.</exception>
    Task<Decision> DecideAsync(Caller caller, Operation operation, CancellationToken cancellationToken);
}

using TokenPortal.Core.Access;

namespace TokenPortal.Core.Impersonation;

/// <summary>
/// Support sees what a user sees, and never becomes the user (the actor of RFC 8693 section 1.1): whoever acts stands
/// beside the account on every history row. Each call decides anew what its caller may, and throws
/// <see cref="Grants.GrantStoreException"/> when the database cannot be asked.
/// </summary>
public interface ISupport
{
    /// <summary>People with this subject or e-mail address: those who signed in here, or whom the directory knows.</summary>
    Task<AccessResult<IReadOnlyList<SupportedPerson>>> FindAsync(
        Caller caller, string subjectOrEmail, CancellationToken cancellationToken);

    /// <summary>
    /// Begins to look at a user's page. The caller's sign-in session must then be exchanged for one that carries the
    /// id in its support_session.
    /// </summary>
    Task<StartResult> StartAsync(Caller caller, SupportRequest request, CancellationToken cancellationToken);

    /// <summary>Stops looking. Stopping twice is no fault.</summary>
    Task EndAsync(Guid supportSessionId, CancellationToken cancellationToken);

    /// <summary>Ends a session that looks at the caller's own account.</summary>
    Task<AccessResult<bool>> EndAsOwnerAsync(
        Caller caller, Guid supportSessionId, CancellationToken cancellationToken);

    /// <summary>Ends a session from the command line. False when none such is running.</summary>
    Task<bool> EndAsOperatorAsync(Guid supportSessionId, string actor, CancellationToken cancellationToken);

    /// <summary>The support session that a sign-in session is in, live or over; null when it is in none.</summary>
    Task<SupportSession?> FindOfSessionAsync(Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Who looks at the caller's account now.</summary>
    Task<AccessResult<IReadOnlyList<SupportSession>>> FindAtAccountAsync(
        Caller caller, CancellationToken cancellationToken);

    /// <summary>The setting of the caller's account.</summary>
    Task<AccessResult<SupportSetting>> GetSettingAsync(Caller caller, CancellationToken cancellationToken);

    /// <summary>Sets it. What it no longer allows ends at once.</summary>
    /// <param name="allowedFor">For <see cref="SupportChoice.WhenAllowed"/>: from now, a day at most; null for not now.</param>
    Task<AccessResult<SupportSetting>> ChangeSettingAsync(
        Caller caller, SupportChoice choice, TimeSpan? allowedFor, CancellationToken cancellationToken);
}

/// <summary>A second staff member opens an account whose owner has closed it to support.</summary>
public interface IBreakGlass
{
    /// <summary>Asks for it. Open for ten minutes.</summary>
    Task<AccessResult<Guid>> RequestAsync(Caller caller, SupportRequest request, CancellationToken cancellationToken);

    /// <summary>All open requests, oldest first: the caller's own too, which somebody else must answer.</summary>
    Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOpenAsync(
        Caller caller, CancellationToken cancellationToken);

    /// <summary>The caller's own requests that wait, or were answered within ten minutes and not used.</summary>
    Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOwnAsync(
        Caller caller, CancellationToken cancellationToken);

    /// <summary>Answers another's request. False: none such, answered already, or too late.</summary>
    Task<AccessResult<bool>> AnswerAsync(
        Caller caller, Guid requestId, bool approved, CancellationToken cancellationToken);
}

/// <summary>How starting support ended.</summary>
public abstract record StartResult
{
    private StartResult()
    {
    }

    public sealed record Started(Guid SupportSessionId, SupportedPerson Person, DateTimeOffset EndsAt) : StartResult;

    public sealed record Refused(Refusal Reason) : StartResult;

    /// <summary>What was stated is not complete.</summary>
    public sealed record Invalid(SupportRequestFault Fault) : StartResult;

    /// <summary>Nobody known with this subject.</summary>
    public sealed record UnknownPerson : StartResult;

    /// <summary>Oneself, other staff or an administrator.</summary>
    public sealed record NotAUser : StartResult;

    /// <summary>The person has closed the account to support: ask them, or a second staff member.</summary>
    public sealed record Closed(SupportChoice Choice) : StartResult;
}

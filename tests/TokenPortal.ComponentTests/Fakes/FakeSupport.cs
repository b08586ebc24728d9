using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Support access in memory, with switches for refusals and failures.</summary>
public sealed class FakeSupport : ISupport, IBreakGlass, IAccess
{
    public List<SupportedPerson> People { get; } = [];

    public List<SupportSession> AtAccount { get; } = [];

    public List<BreakGlassRequest> Open { get; } = [];

    public List<BreakGlassRequest> Own { get; } = [];

    public SupportSetting Setting { get; set; } = new(SupportChoice.WithReason, null, IsFixed: false);

    /// <summary>What an operation is refused for; everything else is allowed.</summary>
    public Dictionary<Operation, Refusal> Refusals { get; } = [];

    /// <summary>Everything is refused for this while set.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Every call fails with this while set.</summary>
    public GrantStoreFailure? Failure { get; set; }

    public (SupportChoice Choice, TimeSpan? AllowedFor)? Saved { get; private set; }

    public Task<Decision> DecideAsync(Caller caller, Operation operation, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult<Decision>(RefusalOf(operation) is { } refusal
            ? new Decision.Refused(refusal)
            : new Decision.Allowed(Actor.User(caller.Account)));
    }

    public Task<AccessResult<IReadOnlyList<SupportedPerson>>> FindAsync(
        Caller caller, string subjectOrEmail, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<SupportedPerson>>(Operation.Support, () => [.. People]);

    public Task<StartResult> StartAsync(Caller caller, SupportRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only a form post starts support.");

    public Task EndAsync(Guid supportSessionId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only a form post ends support.");

    public Task<AccessResult<bool>> EndAsOwnerAsync(
        Caller caller, Guid supportSessionId, CancellationToken cancellationToken) =>
        Answer(Operation.EndSupport, () => AtAccount.RemoveAll(session => session.Id == supportSessionId) > 0);

    public Task<bool> EndAsOperatorAsync(Guid supportSessionId, string actor, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No page does this.");

    public Task<SupportSession?> FindOfSessionAsync(Guid sessionId, CancellationToken cancellationToken) =>
        Task.FromResult<SupportSession?>(null);

    public Task<AccessResult<IReadOnlyList<SupportSession>>> FindAtAccountAsync(
        Caller caller, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<SupportSession>>(Operation.ViewSupportSetting, () => [.. AtAccount]);

    public Task<AccessResult<SupportSetting>> GetSettingAsync(Caller caller, CancellationToken cancellationToken) =>
        Answer(Operation.ViewSupportSetting, () => Setting);

    public Task<AccessResult<SupportSetting>> ChangeSettingAsync(
        Caller caller, SupportChoice choice, TimeSpan? allowedFor, CancellationToken cancellationToken) =>
        Answer(Operation.ChangeSupportSetting, () =>
        {
            Saved = (choice, allowedFor);
            return Setting = Setting with { Choice = choice, AllowedUntil = Apps.Now + allowedFor };
        });

    public Task<AccessResult<Guid>> RequestAsync(
        Caller caller, SupportRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only a form post asks.");

    public Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOpenAsync(
        Caller caller, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<BreakGlassRequest>>(Operation.Support, () => [.. Open]);

    public Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOwnAsync(
        Caller caller, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<BreakGlassRequest>>(Operation.Support, () => [.. Own]);

    public Task<AccessResult<bool>> AnswerAsync(
        Caller caller, Guid requestId, bool approved, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Only a form post answers.");

    private Task<AccessResult<T>> Answer<T>(Operation operation, Func<T> value)
    {
        ThrowIfAway();
        return Task.FromResult<AccessResult<T>>(RefusalOf(operation) is { } refusal
            ? new AccessResult<T>.Refused(refusal)
            : new AccessResult<T>.Done(value()));
    }

    private Refusal? RefusalOf(Operation operation) =>
        Refusal ?? (Refusals.TryGetValue(operation, out var refusal) ? refusal : null);

    private void ThrowIfAway()
    {
        if (Failure is { } failure) throw new GrantStoreException(failure, new TimeoutException());
    }
}

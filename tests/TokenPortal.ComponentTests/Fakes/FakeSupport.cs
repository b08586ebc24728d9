using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Support access in memory: what the pages of both sides see of Core.</summary>
public sealed class FakeSupport : ISupport, IBreakGlass, IAccess
{
    public List<SupportedPerson> People { get; } = [];

    public List<SupportSession> Looking { get; } = [];

    public List<BreakGlassRequest> Open { get; } = [];

    public List<BreakGlassRequest> Own { get; } = [];

    public SupportSetting Setting { get; set; } = new(SupportChoice.WithReason, AllowedUntil: null, IsFixed: false);

    /// <summary>Every decision is this one while set.</summary>
    public Refusal? Refusal { get; set; }

    public Task<Decision> DecideAsync(Caller caller, Operation operation, CancellationToken cancellationToken) =>
        Task.FromResult<Decision>(Refusal is { } refusal
            ? new Decision.Refused(refusal)
            : new Decision.Allowed(Actor.User(caller.Account)));

    public Task<AccessResult<IReadOnlyList<SupportedPerson>>> FindAsync(
        Caller caller, string subjectOrEmail, CancellationToken cancellationToken) => Done<IReadOnlyList<SupportedPerson>>(People);

    public Task<AccessResult<IReadOnlyList<SupportSession>>> FindAtAccountAsync(
        Caller caller, CancellationToken cancellationToken) => Done<IReadOnlyList<SupportSession>>([.. Looking]);

    public Task<AccessResult<bool>> EndAsOwnerAsync(
        Caller caller, Guid supportSessionId, CancellationToken cancellationToken) =>
        Done(Looking.RemoveAll(session => session.Id == supportSessionId) > 0);

    public Task<AccessResult<SupportSetting>> GetSettingAsync(Caller caller, CancellationToken cancellationToken) =>
        Done(Setting);

    public Task<AccessResult<SupportSetting>> ChangeSettingAsync(
        Caller caller, SupportChoice choice, TimeSpan? allowedFor, CancellationToken cancellationToken) => Done(Setting);

    public Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOpenAsync(
        Caller caller, CancellationToken cancellationToken) => Done<IReadOnlyList<BreakGlassRequest>>(Open);

    public Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOwnAsync(
        Caller caller, CancellationToken cancellationToken) => Done<IReadOnlyList<BreakGlassRequest>>(Own);

    public Task<StartResult> StartAsync(Caller caller, SupportRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No component starts support: a form post does.");

    public Task EndAsync(Guid supportSessionId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No component ends support: a form post does.");

    public Task<bool> EndAsOperatorAsync(Guid supportSessionId, string actor, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Operators have no page.");

    public Task<SupportSession?> FindOfSessionAsync(Guid sessionId, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No component asks for it.");

    public Task<AccessResult<Guid>> RequestAsync(
        Caller caller, SupportRequest request, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No component asks a colleague: a form post does.");

    public Task<AccessResult<bool>> AnswerAsync(
        Caller caller, Guid requestId, bool approved, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No component answers: a form post does.");

    private Task<AccessResult<T>> Done<T>(T value) => Task.FromResult<AccessResult<T>>(
        Refusal is { } refusal ? new AccessResult<T>.Refused(refusal) : new AccessResult<T>.Done(value));
}

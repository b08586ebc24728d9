using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Sessions in memory, with switches for their failures.</summary>
public sealed class FakeSessions : ISessions
{
    public List<SessionSummary> Listed { get; } = [];

    public SessionStanding Standing { get; set; } = new SessionStanding.Live([], Apps.Now.AddHours(1));

    /// <summary>Every call fails with this while set.</summary>
    public GrantStoreFailure? Failure { get; set; }

    /// <summary>Changes wait for it while set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public int Reads { get; private set; }

    public int Checks { get; private set; }

    public int Renewals { get; private set; }

    public Actor? LastActor { get; private set; }

    public Task<Guid> StoreAsync(NewSession session, CancellationToken cancellationToken) =>
        Task.FromResult(Guid.NewGuid());

    public Task<StoredSession?> FindAsync(byte[] keyHash, CancellationToken cancellationToken) =>
        Task.FromResult<StoredSession?>(null);

    public Task<SessionStanding> CheckAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        Checks++;
        ThrowIfAway();
        return Task.FromResult(Standing);
    }

    public Task RenewAsync(Guid sessionId, CancellationToken cancellationToken)
    {
        Renewals++;
        return Task.CompletedTask;
    }

    public Task<bool> EndAsync(
        string subject, Guid sessionId, SessionEnd reason, CancellationToken cancellationToken) =>
        Task.FromResult(Listed.RemoveAll(session => session.Id == sessionId) > 0);

    public async Task<bool> EndAsync(
        string subject, Guid sessionId, Actor actor, CancellationToken cancellationToken)
    {
        await PassAsync(actor);
        return Listed.RemoveAll(session => session.Id == sessionId) > 0;
    }

    public async Task<int> EndOthersAsync(
        string subject, Guid keptSessionId, Actor actor, CancellationToken cancellationToken)
    {
        await PassAsync(actor);
        return Listed.RemoveAll(session => session.Id != keptSessionId);
    }

    public Task<IReadOnlyList<SessionSummary>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        Reads++;
        ThrowIfAway();
        return Task.FromResult<IReadOnlyList<SessionSummary>>([.. Listed]);
    }

    public Task TellAsync(string subject) => Task.CompletedTask;

    private async Task PassAsync(Actor actor)
    {
        LastActor = actor;
        if (Gate is { } gate) await gate.Task;
        ThrowIfAway();
    }

    private void ThrowIfAway()
    {
        if (Failure is { } failure) throw new GrantStoreException(failure, new TimeoutException());
    }
}

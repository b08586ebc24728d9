using System.Runtime.CompilerServices;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Grants in memory: what the page sees of Core, with switches for its failures.</summary>
public sealed class FakeGrants(TimeProvider time) : IGrantService
{
    public List<ConnectedApp> Apps { get; } = [];

    public int Reads { get; private set; }

    public int Revokes { get; private set; }

    /// <summary>Every call fails with this while set.</summary>
    public GrantStoreFailure? Failure { get; set; }

    /// <summary>Calls wait for it while set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<IReadOnlyList<ConnectedApp>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        Reads++;
        List<ConnectedApp> seen = [.. Apps];
        await PassAsync();
        return seen;
    }

    public Task<ConnectedApp?> FindAsync(string subject, AppKey key, CancellationToken cancellationToken) =>
        Task.FromResult(Apps.SingleOrDefault(app => app.Key == key));

    public async Task<RevokeResult> RevokeAsync(
        string subject, AppKey key, Actor actor, CancellationToken cancellationToken)
    {
        Revokes++;
        await PassAsync();
        return Apps.SingleOrDefault(app => app.Key == key) switch
        {
            null => new RevokeResult.NotFound(),
            { Standing: AppStanding.FirstParty } => new RevokeResult.FirstParty(),
            { Standing: AppStanding.RemovedByServer } => new RevokeResult.NothingToRevoke(),
            { } app => new RevokeResult.Revoked(Remove(app)),
        };
    }

    public async IAsyncEnumerable<(AppKey Key, RevokeResult Result)> RevokeSeveralAsync(
        string subject, IReadOnlyCollection<AppKey> keys, Actor actor,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in keys) yield return (key, await RevokeAsync(subject, key, actor, cancellationToken));
    }

    public Task<RevokeResult> RemoveScopeAsync(
        string subject, AppKey key, string scope, Actor actor, CancellationToken cancellationToken) =>
        throw new NotSupportedException("No page takes a single permission away.");

    public async Task<IReadOnlyList<RevokeReceipt>> RevokeAllAsync(
        string subject, Actor actor, CancellationToken cancellationToken)
    {
        Revokes++;
        await PassAsync();
        List<ConnectedApp> removable =
            [.. Apps.Where(app => app.Standing is AppStanding.Linked or AppStanding.Unregistered)];
        return [.. removable.Select(Remove)];
    }

    private async Task PassAsync()
    {
        if (Gate is { } gate) await gate.Task;
        if (Failure is { } failure) throw new GrantStoreException(failure, new TimeoutException());
    }

    private RevokeReceipt Remove(ConnectedApp app)
    {
        Apps.Remove(app);
        return new RevokeReceipt(
            app.Key, app.Name, app.ClientId, time.GetUtcNow(), app.Grants, app.RefreshTokens, app.AccessTokens,
            app.ResidualAccessUntil);
    }
}

using TokenPortal.Core.Access;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Grants in memory: what the page sees of Core, with switches for its failures.</summary>
public sealed class FakeGrants(TimeProvider time) : IAccountApps
{
    public List<ConnectedApp> Apps { get; } = [];

    public int Reads { get; private set; }

    public int Revokes { get; private set; }

    public int Narrowings { get; private set; }

    /// <summary>Of every app.</summary>
    public List<AppDevice> Devices { get; } = [];

    /// <summary>Changes what is said of an app.</summary>
    public Func<AppDetail, AppDetail> Describe { get; set; } = detail => detail;

    /// <summary>How taking a permission or a device ends, while set.</summary>
    public RevokeResult? Narrowed { get; set; }

    /// <summary>Every call fails with this while set.</summary>
    public GrantStoreFailure? Failure { get; set; }

    /// <summary>Every call is refused with this while set.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Removing this app fails while the others' removal succeeds.</summary>
    public AppKey? Stubborn { get; set; }

    /// <summary>Called before each removal.</summary>
    public Action<int>? OnRevoke { get; set; }

    /// <summary>Until when its owner said they know all apps.</summary>
    public DateTimeOffset? KnownUntil { get; private set; }

    /// <summary>Calls wait for it while set.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public async Task<AccessResult<IReadOnlyList<ConnectedApp>>> ListAsync(
        Caller caller, CancellationToken cancellationToken)
    {
        Reads++;
        List<ConnectedApp> seen = [.. Apps];
        await PassAsync();
        return Refusal is { } refusal
            ? new AccessResult<IReadOnlyList<ConnectedApp>>.Refused(refusal)
            : new AccessResult<IReadOnlyList<ConnectedApp>>.Done(seen);
    }

    public async Task<RevokeResult> RevokeAsync(Caller caller, AppKey key, CancellationToken cancellationToken)
    {
        Revokes++;
        OnRevoke?.Invoke(Revokes);
        await PassAsync();
        if (key == Stubborn) throw new GrantStoreException(GrantStoreFailure.OutcomeUnknown, new TimeoutException());
        if (Refusal is { } refusal) return new RevokeResult.Refused(refusal);
        return Apps.SingleOrDefault(app => app.Key == key) switch
        {
            null => new RevokeResult.NotFound(),
            { Standing: AppStanding.FirstParty } => new RevokeResult.FirstParty(),
            { Standing: AppStanding.RemovedByServer } => new RevokeResult.NothingToRevoke(),
            { } app => new RevokeResult.Revoked(Remove(app)),
        };
    }

    public async Task<RevokeResult> RemoveScopeAsync(
        Caller caller, AppKey key, string scope, CancellationToken cancellationToken)
    {
        Narrowings++;
        await PassAsync();
        if (Narrowed is { } result) return result;
        if (Refusal is { } refusal) return new RevokeResult.Refused(refusal);
        if (Apps.Find(app => app.Key == key) is not { } app) return new RevokeResult.NotFound();
        if (!app.Scopes.Contains(scope)) return new RevokeResult.NothingToRevoke();
        Apps[Apps.IndexOf(app)] = app with { Scopes = [.. app.Scopes.Except([scope])] };
        return new RevokeResult.Revoked(Receipt(app) with { Grants = 0, RefreshTokens = 0 });
    }

    public async Task<AccessResult<AppDetail>> DetailAsync(
        Caller caller, AppKey key, CancellationToken cancellationToken)
    {
        Reads++;
        var app = Apps.Find(app => app.Key == key);
        var detail = app is null ? null : Describe(Details.Of(app, Devices));
        await PassAsync();
        return (Refusal, detail) switch
        {
            ({ } refusal, _) => new AccessResult<AppDetail>.Refused(refusal),
            (_, { } seen) => new AccessResult<AppDetail>.Done(seen),
            _ => new AccessResult<AppDetail>.Refused(Core.Access.Refusal.NotFound),
        };
    }

    public async Task<RevokeResult> EndDeviceAsync(
        Caller caller, AppKey key, DeviceCredentialId device, CancellationToken cancellationToken)
    {
        Narrowings++;
        await PassAsync();
        if (Narrowed is { } result) return result;
        if (Refusal is { } refusal) return new RevokeResult.Refused(refusal);
        return Devices.RemoveAll(each => each.Id == device) > 0
            ? new RevokeResult.Revoked(Receipt(Apps.First(app => app.Key == key)) with { Grants = 0 })
            : new RevokeResult.NotFound();
    }

    public async Task<AccessResult<bool>> DismissNewAsync(
        Caller caller, AppKey key, CancellationToken cancellationToken)
    {
        await PassAsync();
        if (Refusal is { } refusal) return new AccessResult<bool>.Refused(refusal);
        return new AccessResult<bool>.Done(Know(app => app.Key == key) > 0);
    }

    public async Task<AccessResult<bool>> DismissAllNewAsync(
        Caller caller, DateTimeOffset connectedUntil, CancellationToken cancellationToken)
    {
        await PassAsync();
        if (Refusal is { } refusal) return new AccessResult<bool>.Refused(refusal);
        KnownUntil = connectedUntil;
        return new AccessResult<bool>.Done(Know(app => app.FirstGrantedAt <= connectedUntil) > 0);
    }

    public async Task<AccessResult<IReadOnlyList<RevokeReceipt>>> RevokeAllAsync(
        Caller caller, CancellationToken cancellationToken)
    {
        Revokes++;
        await PassAsync();
        if (Refusal is { } refusal) return new AccessResult<IReadOnlyList<RevokeReceipt>>.Refused(refusal);
        List<ConnectedApp> removable =
            [.. Apps.Where(app => app.Standing is AppStanding.Linked or AppStanding.Unregistered)];
        return new AccessResult<IReadOnlyList<RevokeReceipt>>.Done([.. removable.Select(Remove)]);
    }

    private async Task PassAsync()
    {
        if (Gate is { } gate) await gate.Task;
        if (Failure is { } failure) throw new GrantStoreException(failure, new TimeoutException());
    }

    private int Know(Predicate<ConnectedApp> which)
    {
        var known = Apps.FindAll(app => app.IsNew && which(app));
        foreach (var app in known) Apps[Apps.IndexOf(app)] = app with { IsNew = false };
        return known.Count;
    }

    private RevokeReceipt Remove(ConnectedApp app)
    {
        Apps.Remove(app);
        return Receipt(app);
    }

    private RevokeReceipt Receipt(ConnectedApp app) => new(
        app.Key, app.Name, app.ClientId, time.GetUtcNow(), app.Grants, app.RefreshTokens, app.AccessTokens,
        app.ResidualAccessUntil);
}

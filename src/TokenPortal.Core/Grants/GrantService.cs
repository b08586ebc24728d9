using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace TokenPortal.Core.Grants;

internal sealed class GrantService(
    GrantStore store, RevocationRunner runner, TimeProvider time, IOptions<CoreOptions> options,
    ILogger<GrantService> logger) : IGrantService
{
    private string[] FirstPartyClientIds => [.. options.Value.FirstPartyClientIds];

    public async Task<IReadOnlyList<ConnectedApp>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        var rows = await store.ReadAsync<GrantRow>(
            GrantSql.List, AppParameters.For(subject, key: null, time.GetUtcNow()), cancellationToken);
        var apps = ConnectedAppList.From(rows, FirstPartyClientIds);
        Log.Listed(logger, apps.Count);
        return apps;
    }

    public async Task<ConnectedApp?> FindAsync(string subject, AppKey key, CancellationToken cancellationToken) =>
        (await ListAsync(subject, cancellationToken)).FirstOrDefault(app => app.Key == key);

    public async Task<RevokeResult> RevokeAsync(
        string subject, AppKey key, Actor actor, CancellationToken cancellationToken)
    {
        var (receipts, target) = await RevokeAsync(new Target(subject, key), actor, cancellationToken);
        return target.ToResult(receipts);
    }

    public async Task<RevokeResult> RemoveScopeAsync(
        string subject, AppKey key, string scope, Actor actor, CancellationToken cancellationToken)
    {
        var parameters = new DynamicParameters(Parameters(new Target(subject, key)));
        parameters.Add(nameof(scope), scope);
        var (receipts, target) = await runner.RunAsync(ScopeSql.Remove, parameters, actor, cancellationToken);
        return target.ToResult(receipts);
    }

    public async IAsyncEnumerable<(AppKey Key, RevokeResult Result)> RevokeSeveralAsync(
        string subject, IReadOnlyCollection<AppKey> keys, Actor actor,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var key in keys)
            yield return (key, await RevokeAsync(subject, key, actor, cancellationToken));
    }

    public async Task<IReadOnlyList<RevokeReceipt>> RevokeAllAsync(
        string subject, Actor actor, CancellationToken cancellationToken) =>
        (await RevokeAsync(new Target(subject, Key: null), actor, cancellationToken)).Receipts;

    public async Task<RevokeReceipt?> RevokeClientAsync(
        string subject, string clientId, Actor actor, CancellationToken cancellationToken)
    {
        var applications = await store.ReadAsync<string>(
            GrantSql.ApplicationOfClient, new { clientId }, cancellationToken);
        if (applications is not [var application]) return null;

        var target = new Target(subject, AppKey.ForApplication(application)) { FirstPartyToo = true };
        return (await RevokeAsync(target, actor, cancellationToken)).Receipts.SingleOrDefault();
    }

    private Task<(List<RevokeReceipt> Receipts, TargetRow Target)> RevokeAsync(
        Target target, Actor actor, CancellationToken cancellationToken) =>
        runner.RunAsync(GrantSql.Revoke, Parameters(target), actor, cancellationToken);

    private object Parameters(Target target) => new
    {
        subject = target.Subject,
        everything = target.Key is null,
        applicationId = target.Key is { Kind: AppKeyKind.Application } application ? application.Id : null,
        authorizationId = target.Key is { Kind: AppKeyKind.Authorization } authorization ? authorization.Id : null,
        unattached = target.Key is { Kind: AppKeyKind.UnattachedTokens },
        firstPartyClientIds = target.FirstPartyToo ? [] : FirstPartyClientIds,
        now = time.GetUtcNow().UtcDateTime,
    };

    /// <param name="Key">Null for everything but first-party apps.</param>
    private sealed record Target(string Subject, AppKey? Key)
    {
        public bool FirstPartyToo { get; init; }
    }
}

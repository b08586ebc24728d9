using TokenPortal.Core.Access;

namespace TokenPortal.Core.Impersonation;

internal sealed class BreakGlass(IAccess access, SupportStore store, SupportPeople people) : IBreakGlass
{
    public async Task<AccessResult<Guid>> RequestAsync(
        Caller caller, SupportRequest request, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(caller, Operation.StartSupport, cancellationToken);
        if (decision is not Decision.Allowed allowed)
            return new AccessResult<Guid>.Refused(((Decision.Refused)decision).Reason);
        if (request.Fault is not null) return new AccessResult<Guid>.Refused(Refusal.NotFound);

        await people.KeepAsync(request.Subject, cancellationToken);
        return await store.RequestAsync(allowed.Actor, request, cancellationToken) is { } id
            ? new AccessResult<Guid>.Done(id)
            : new AccessResult<Guid>.Refused(Refusal.NotFound);
    }

    public Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOpenAsync(
        Caller caller, CancellationToken cancellationToken) =>
        ListAsync(caller, BreakGlassSql.Open, cancellationToken);

    public Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListOwnAsync(
        Caller caller, CancellationToken cancellationToken) =>
        ListAsync(caller, BreakGlassSql.Own, cancellationToken);

    public async Task<AccessResult<bool>> AnswerAsync(
        Caller caller, Guid requestId, bool approved, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(caller, Operation.AnswerBreakGlass, cancellationToken);
        return decision is Decision.Allowed allowed
            ? new AccessResult<bool>.Done(
                await store.AnswerAsync(allowed.Actor, requestId, approved, cancellationToken))
            : new AccessResult<bool>.Refused(((Decision.Refused)decision).Reason);
    }

    private async Task<AccessResult<IReadOnlyList<BreakGlassRequest>>> ListAsync(
        Caller caller, string sql, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(caller, Operation.Support, cancellationToken);
        return decision is Decision.Allowed allowed
            ? new AccessResult<IReadOnlyList<BreakGlassRequest>>.Done(
                await store.ReadRequestsAsync(sql, allowed.Actor.Id, cancellationToken))
            : new AccessResult<IReadOnlyList<BreakGlassRequest>>.Refused(((Decision.Refused)decision).Reason);
    }
}

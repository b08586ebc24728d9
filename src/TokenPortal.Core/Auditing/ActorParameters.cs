using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>An actor as the parameters of <see cref="HistorySql.ActorValues"/>: the only place that makes them.</summary>
internal sealed record ActorParameters(
    string Actor,
    string Reason,
    string? AddressPrefix,
    string? Browser,
    Guid? SupportSession,
    string? SupportReason,
    string? Ticket,
    string? Note)
{
    public static ActorParameters From(Actor actor) => new(
        actor.Id, actor.Reason.ToHistory(), actor.Origin?.AddressPrefix, actor.Origin?.Browser,
        actor.Support?.SupportSessionId, actor.Support?.Reason, actor.Support?.Ticket, actor.Support?.Note);
}

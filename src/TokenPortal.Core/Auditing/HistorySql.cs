namespace TokenPortal.Core.Auditing;

/// <summary>The statements over the history.</summary>
internal static class HistorySql
{
    /// <summary>Who acts, why and from where, as every insert names it first. Goes with <see cref="ActorValues"/>.</summary>
    public const string ActorColumns =
        "actor, reason, address_prefix, browser, support_session, support_reason, ticket, note";

    /// <summary>The parameters of <see cref="ActorParameters"/>, in the order of <see cref="ActorColumns"/>.</summary>
    public const string ActorValues =
        "@actor, @reason, @addressPrefix, @browser, @supportSession, @supportReason, @ticket, @note";
}

using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.Core.Access;

/// <summary>The parameters of <see cref="AccessSql.MayChange"/>.</summary>
/// <param name="SessionId">Null for a program: what that may is decided before, by whose token or command it is.</param>
internal sealed record AccessParameters(Guid? SessionId, DateTime FreshSince, string StaffRole, string? FixedChoice)
{
    public static AccessParameters From(Actor actor, SupportOptions options, DateTimeOffset now) => new(
        actor.SessionId, (now - AccessRules.Fresh).UtcDateTime, options.StaffRole, options.FixedChoice?.ToDatabase());
}

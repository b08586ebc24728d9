using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;

namespace TokenPortal.Core.Access;

/// <summary>Decides from facts. Without a clock and a database of its own, so that each rule is plain to read and test.</summary>
internal static class AccessRules
{
    /// <summary>How old a sign-in may be that counts as fresh.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(5);

    public static Decision Decide(
        AccessRow? row, Caller caller, Operation operation, SupportOptions options, DateTimeOffset now)
    {
        if (row is not { IsLive: true }) return No(Refusal.SignedOut);
        if (row.IsSuspended) return No(Refusal.Suspended);

        return row.SupportSession is null
            ? DecideForOneself(row, caller, operation, options, now)
            : DecideForSupport(row, caller, operation, options, now);
    }

    private static Decision DecideForOneself(
        AccessRow row, Caller caller, Operation operation, SupportOptions options, DateTimeOffset now)
    {
        if (caller.Account != row.Subject) return No(Refusal.NotFound);
        if (IsForStaff(operation) && !row.HasRole(options.StaffRole)) return No(Refusal.NoPermission);
        if (NeedsFreshSignIn(operation) && Staleness(row, now) is { } stale) return No(stale);
        return new Decision.Allowed(Actor.User(row.Subject) with
        {
            Origin = new Origin(row.AddressPrefix, row.Browser),
            SessionId = caller.SessionId,
        });
    }

    private static Decision DecideForSupport(
        AccessRow row, Caller caller, Operation operation, SupportOptions options, DateTimeOffset now)
    {
        if (!row.IsSupportLive || !row.HasRole(options.StaffRole) || !IsOpen(row, options, now))
            return No(Refusal.SupportEnded);
        if (IsForStaff(operation)) return No(Refusal.InSupport);
        if (caller.Account != row.SupportedSubject) return No(Refusal.NotFound);

        switch (operation)
        {
            case Operation.ViewApps or Operation.ViewHistory or Operation.ViewSupportSetting or Operation.EndSupport:
                break;
            case Operation.RemoveApps:
                if (Staleness(row, now) is { } stale) return No(stale);
                break;
            default:
                return No(Refusal.ReadOnly);
        }

        return new Decision.Allowed(SupportActor(row, caller));
    }

    /// <summary>A staff member in a support session, as the history names them.</summary>
    public static Actor SupportActor(AccessRow row, Caller caller) => new(row.Subject, RevocationReason.Support)
    {
        Origin = new Origin(row.AddressPrefix, row.Browser),
        SessionId = caller.SessionId,
        Support = new SupportAct(row.SupportSession, row.SupportReason!, row.Ticket!, row.Note),
    };

    private static bool IsForStaff(Operation operation) =>
        operation is Operation.Support or Operation.StartSupport or Operation.AnswerBreakGlass;

    private static bool NeedsFreshSignIn(Operation operation) => operation is Operation.RemoveAllApps
        or Operation.ExportHistory or Operation.ChangeSupportSetting or Operation.StartSupport
        or Operation.AnswerBreakGlass;

    private static Refusal? Staleness(AccessRow row, DateTimeOffset now) =>
        Times.FromDatabase(row.AuthenticatedAt) switch
        {
            null => Refusal.SignInTimeUnknown,
            { } at when at <= now - Fresh => Refusal.NeedsFreshSignIn,
            _ => null,
        };

    private static bool IsOpen(AccessRow row, SupportOptions options, DateTimeOffset now) => row.IsBreakGlass
        || new SupportSetting(
            options.FixedChoice ?? SupportChoices.FromDatabase(row.Choice), Times.FromDatabase(row.AllowedUntil),
            options.FixedChoice is not null).IsOpenAt(now);

    private static Decision.Refused No(Refusal reason) => new(reason);
}

/// <summary>A row of <see cref="AccessSql.Facts"/>.</summary>
internal sealed record AccessRow(
    string Subject,
    bool IsLive,
    DateTime? AuthenticatedAt,
    string? AddressPrefix,
    string? Browser,
    bool IsSuspended,
    Array Roles,
    Guid? SupportSession,
    string? SupportedSubject,
    string? SupportReason,
    string? Ticket,
    string? Note,
    bool IsSupportLive,
    bool IsBreakGlass,
    string? Choice,
    DateTime? AllowedUntil)
{
    // Dapper hands an array to a constructor as what all arrays are.
    public bool HasRole(string role) => Array.IndexOf((string[])Roles, role) >= 0;
}

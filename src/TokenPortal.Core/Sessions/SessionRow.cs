using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Sessions;

internal sealed record SessionRow(
    Guid Id, string Subject, byte[] Ticket, DateTime? AuthenticatedAt, DateTime LastSeenAt, DateTime EndsAt,
    Guid? SupportSession, string[] Roles)
{
    public StoredSession ToSession() => new(
        Id, Subject, Ticket, Times.FromDatabase(AuthenticatedAt), Times.FromDatabase(LastSeenAt),
        Times.FromDatabase(EndsAt), SupportSession, Roles);
}

internal sealed record SessionStandingRow(bool Live, string? EndReason, bool Suspended, string[] Roles, DateTime EndsAt)
{
    public SessionStanding ToStanding() => this switch
    {
        { Suspended: true } => new SessionStanding.Suspended(),
        { Live: true } => new SessionStanding.Live(Roles, Times.FromDatabase(EndsAt)),
        _ => new SessionStanding.Ended(SessionEnds.Parse(EndReason)),
    };
}

internal sealed record SessionSummaryRow(
    Guid Id, DateTime SignedInAt, DateTime LastSeenAt, DateTime EndsAt, string? AddressPrefix, string? Browser)
{
    public SessionSummary ToSummary() => new(
        Id, Times.FromDatabase(SignedInAt), Times.FromDatabase(LastSeenAt), Times.FromDatabase(EndsAt),
        new Origin(AddressPrefix, Browser));
}

/// <summary>The reasons as the table has them.</summary>
internal static class SessionEnds
{
    private static readonly Dictionary<string, SessionEnd> ByText = Enum.GetValues<SessionEnd>().ToDictionary(ToText);

    public static string ToText(SessionEnd reason) => reason switch
    {
        SessionEnd.SignedOut => "signed_out",
        SessionEnd.Replaced => "replaced",
        SessionEnd.User => "user",
        SessionEnd.Operator => "operator",
        SessionEnd.Suspended => "suspended",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static SessionEnd? Parse(string? text) =>
        text is not null && ByText.TryGetValue(text, out var reason) ? reason : null;
}

using System.Text.Json;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Sessions;

internal sealed record SessionRow(
    Guid Id, string Subject, byte[] Ticket, DateTime? AuthenticatedAt, DateTime LastSeenAt, DateTime EndsAt,
    Guid? SupportSession, string Roles)
{
    public StoredSession ToSession() => new(
        Id, Subject, Ticket, Times.FromDatabase(AuthenticatedAt), Times.FromDatabase(LastSeenAt),
        Times.FromDatabase(EndsAt), SupportSession, RolesJson.Parse(Roles));
}

internal sealed record SessionStandingRow(bool Live, string? EndReason, bool Suspended, string Roles, DateTime EndsAt)
{
    public SessionStanding ToStanding() => this switch
    {
        { Suspended: true } => new SessionStanding.Suspended(),
        { Live: true } => new SessionStanding.Live(RolesJson.Parse(Roles), Times.FromDatabase(EndsAt)),
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

/// <summary>Roles travel as JSON: Npgsql reports an array as a type that no constructor parameter matches.</summary>
internal static class RolesJson
{
    public static string[] Parse(string roles) => JsonSerializer.Deserialize<string[]>(roles) ?? [];
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

namespace TokenPortal.Core.Impersonation;

/// <summary>What a supporter states before looking at a user's page.</summary>
/// <param name="Reason">One of <see cref="SupportReasons.All"/>.</param>
/// <param name="Ticket">The case in the operator's own system: 1 to 64 characters.</param>
/// <param name="Note">Up to 500 characters; needed for the reason "other".</param>
/// <param name="Minutes">15, 30 or 60.</param>
/// <param name="BreakGlassId">An approved request, for an account that is closed to support.</param>
public sealed record SupportRequest(
    string Subject, string Reason, string Ticket, string? Note, int Minutes, Guid? BreakGlassId = null)
{
    public const int MostTicketCharacters = 64;
    public const int MostNoteCharacters = 500;

    public static IReadOnlyList<int> Durations { get; } = [15, 30, 60];

    /// <summary>The first thing that is wrong, or null.</summary>
    public SupportRequestFault? Fault => this switch
    {
        _ when string.IsNullOrWhiteSpace(Subject) => SupportRequestFault.Subject,
        _ when !SupportReasons.All.Contains(Reason) => SupportRequestFault.Reason,
        _ when string.IsNullOrWhiteSpace(Ticket) || Ticket.Length > MostTicketCharacters || HasControls(Ticket) =>
            SupportRequestFault.Ticket,
        { Reason: SupportReasons.Other } when string.IsNullOrWhiteSpace(Note) => SupportRequestFault.Note,
        _ when Note is { } note && (note.Length > MostNoteCharacters || HasControls(note)) => SupportRequestFault.Note,
        _ when !Durations.Contains(Minutes) => SupportRequestFault.Minutes,
        _ => null,
    };

    private static bool HasControls(string text) => text.Any(char.IsControl);
}

/// <summary>Which part of a request is missing or cannot be.</summary>
public enum SupportRequestFault
{
    Subject,
    Reason,
    Ticket,
    Note,
    Minutes,
}

/// <summary>The reasons that a supporter can choose from, as the history keeps them.</summary>
public static class SupportReasons
{
    public const string LostDevice = "lost_device";
    public const string SuspiciousApp = "suspicious_app";
    public const string AppProblem = "app_problem";
    public const string Question = "question";

    /// <summary>Needs a note.</summary>
    public const string Other = "other";

    public static IReadOnlyList<string> All { get; } = [LostDevice, SuspiciousApp, AppProblem, Question, Other];
}

/// <summary>A person whom support can find.</summary>
/// <param name="IsUser">False for staff and administrators, whom nobody looks at.</param>
/// <param name="Setting">What the person lets support do.</param>
public sealed record SupportedPerson(
    string Subject, string? Name, string? Email, bool IsUser, SupportSetting Setting);

/// <summary>A support session.</summary>
/// <param name="EndReason">staff, user, time, replaced, role_lost, signed_out, operator or setting; null while it runs.</param>
public sealed record SupportSession(
    Guid Id,
    string Actor,
    string? ActorName,
    string Subject,
    string? SubjectName,
    string Reason,
    string Ticket,
    string? Note,
    DateTimeOffset StartedAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? EndedAt,
    string? EndReason,
    bool IsBreakGlass);

/// <summary>A request to open a closed account.</summary>
/// <param name="Approved">Null while it waits.</param>
public sealed record BreakGlassRequest(
    Guid Id,
    string Requester,
    string? RequesterName,
    string Subject,
    string? SubjectName,
    string Reason,
    string Ticket,
    string? Note,
    int Minutes,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    bool? Approved);

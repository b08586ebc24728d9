namespace TokenPortal.Core.Impersonation;

/// <summary>A row of <see cref="SupportSql.OfSession"/> or <see cref="SupportSql.AtAccount"/>.</summary>
internal sealed record SupportSessionRow(
    Guid Id,
    string Actor,
    string? ActorName,
    string Subject,
    string? SubjectName,
    string Reason,
    string Ticket,
    string? Note,
    DateTime StartedAt,
    DateTime EndsAt,
    DateTime? EndedAt,
    string? EndReason,
    bool IsBreakGlass)
{
    public SupportSession ToSession() => new(
        Id, Actor, ActorName, Subject, SubjectName, Reason, Ticket, Note, Times.FromDatabase(StartedAt),
        Times.FromDatabase(EndsAt), Times.FromDatabase(EndedAt), EndReason, IsBreakGlass);
}

/// <summary>A row of <see cref="BreakGlassSql.Open"/> or <see cref="BreakGlassSql.Own"/>.</summary>
internal sealed record BreakGlassRow(
    Guid Id,
    string Requester,
    string? RequesterName,
    string Subject,
    string? SubjectName,
    string Reason,
    string Ticket,
    string? Note,
    int Minutes,
    DateTime RequestedAt,
    DateTime ExpiresAt,
    bool? Approved)
{
    public BreakGlassRequest ToRequest() => new(
        Id, Requester, RequesterName, Subject, SubjectName, Reason, Ticket, Note, Minutes,
        Times.FromDatabase(RequestedAt), Times.FromDatabase(ExpiresAt), Approved);
}

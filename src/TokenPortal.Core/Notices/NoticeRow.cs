using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Notices;

/// <summary>A row of <see cref="NoticeSql.Claim"/>. Dapper sees arrays of text as arrays of anything.</summary>
internal sealed record NoticeRow(
    Guid Id,
    string Kind,
    int Attempt,
    string Subject,
    string? Email,
    string? Name,
    string? Language,
    DateTime At,
    string Actor,
    Array Apps,
    Array ClientIds,
    string? AddressPrefix,
    string? Browser,
    string? SupportReason,
    string? Ticket,
    string? Note,
    string? EndReason)
{
    public Notice ToNotice(DateTimeOffset claimedUntil) => new(
        Id, NoticeKinds.FromDatabase(Kind), Attempt, claimedUntil, new Recipient(Subject, Email, Name, Language),
        new NoticeFacts(Times.FromDatabase(At), Actor, (string[])Apps)
        {
            From = AddressPrefix is null && Browser is null ? null : new Origin(AddressPrefix, Browser),
            SupportReason = SupportReason,
            Ticket = Ticket,
            Note = Note,
            EndReason = EndReason,
        });
}

using TokenPortal.Core.Auditing;

namespace TokenPortal.Core.Notices;

/// <summary>A notice that its sender has to itself for a while.</summary>
/// <param name="Id">Stays the same at every try.</param>
/// <param name="Attempt">Which try this is, from 1 on.</param>
/// <param name="ClaimedUntil">From then on another sender may take it.</param>
public sealed record Notice(
    Guid Id, NoticeKind Kind, int Attempt, DateTimeOffset ClaimedUntil, Recipient Recipient, NoticeFacts Facts);

/// <summary>Whom it goes to, as the portal knows them from signing in.</summary>
/// <param name="Email">Null for a person without an address, or who never signed in to the portal.</param>
/// <param name="Language">What the person reads, like "ru", or null.</param>
public sealed record Recipient(string Subject, string? Email, string? Name, string? Language);

/// <summary>What happened, from the history. Names and notes are other people's texts.</summary>
/// <param name="Actor">
/// Who did it: a name or an address where the portal knows one, else a subject or client id. Of a support session the one
/// who looked, whoever ended it.
/// </param>
/// <param name="Apps">The apps that it is about, by name.</param>
public sealed record NoticeFacts(DateTimeOffset At, string Actor, IReadOnlyList<string> Apps)
{
    public Origin? From { get; init; }

    /// <summary>One of the reasons that support can state, in the history's word.</summary>
    public string? SupportReason { get; init; }

    public string? Ticket { get; init; }

    public string? Note { get; init; }

    /// <summary>Why a support session ended, in the history's word.</summary>
    public string? EndReason { get; init; }
}

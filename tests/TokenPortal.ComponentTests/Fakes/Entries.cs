using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Entries with valid defaults, as Core hands them out.</summary>
public static class Entries
{
    public const string Subject = "subject-1";

    public static readonly SupportAct LostPhone = new(Guid.Empty, "lost phone", "4711", Note: null);

    public static HistoryEntry Of(
        HistoryKind kind, RevocationReason reason = RevocationReason.User, long seq = 1, string app = "Calendar Sync") =>
        new(
            seq,
            Apps.Now,
            kind,
            reason,
            new HistoryActor(Subject, "Ann Archer", IsSelf: true),
            new HistoryApp(Apps.Key(app), app, app.ToLowerInvariant().Replace(' ', '-')),
            new EndedAccess(1, 2, 1, ResidualAccessUntil: null),
            DeviceName: null,
            Scopes: [],
            Origin: null,
            Support: null,
            Note: null);

    public static HistoryEntry By(this HistoryEntry entry, string id, string? name = null) =>
        entry with { Actor = new HistoryActor(id, name, IsSelf: id == Subject) };

    public static HistoryEntry BySupport(this HistoryEntry entry) => entry.By("sam", "Sam Support") with
    {
        Reason = RevocationReason.Support,
        Support = LostPhone,
    };
}

using System.Globalization;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Features.History;

/// <summary>One row of an exported history: what the page says, and what it was said from.</summary>
internal static class ExportRow
{
    /// <summary>The columns in their order. A value is a number, a text, or null where the entry has none.</summary>
    public static readonly IReadOnlyList<(string Name, Func<HistoryEntry, SentenceTerms, object?> Value)> Columns =
    [
        ("seq", (entry, _) => entry.Seq),
        ("at", (entry, _) => Time(entry.At)),
        ("what_happened", HistorySentences.Of),
        ("kind", (entry, _) => entry.Kind.ToString()),
        ("reason", (entry, _) => entry.Reason.ToString()),
        ("by", (entry, _) => entry.Actor.Id),
        ("by_name", (entry, _) => entry.Actor.Name),
        ("app", (entry, _) => entry.App?.Name),
        ("client_id", (entry, _) => entry.App?.ClientId),
        ("consents_ended", (entry, _) => Ended(entry, entry.Ended.Grants)),
        ("refresh_tokens_ended", (entry, _) => Ended(entry, entry.Ended.RefreshTokens)),
        ("access_tokens_ended", (entry, _) => Ended(entry, entry.Ended.AccessTokens)),
        ("access_may_last_until", (entry, _) => Time(entry.Ended.ResidualAccessUntil)),
        ("device", (entry, _) => entry.DeviceName),
        ("permissions", (entry, _) => entry.Scopes.Count > 0 ? string.Join(' ', entry.Scopes) : null),
        ("browser", (entry, _) => entry.Origin?.Browser),
        ("network", (entry, _) => entry.Origin?.AddressPrefix),
        ("support_reason", (entry, _) => entry.Support?.Reason),
        ("ticket", (entry, _) => entry.Support?.Ticket),
        ("note", (entry, _) => entry.Note),
    ];

    // A row about an app that got access counts its consent, which did not end.
    private static int? Ended(HistoryEntry entry, int number) =>
        entry.Group is HistoryGroup.Removals ? number : null;

    private static string? Time(DateTimeOffset? at) => at switch
    {
        null => null,
        { } time when time == DateTimeOffset.MaxValue => "never ends",
        { } time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
    };
}

using System.Globalization;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Features.Support;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.History;

/// <summary>Says in a plain sentence, to the person whose history it is, what an entry tells.</summary>
internal static class HistorySentences
{
    private static readonly Words Words = new(typeof(HistorySentences));

    private static string UnknownApp => Words.Text();

    public static string Of(HistoryEntry entry, SentenceTerms terms)
    {
        var sentence = Say(entry, terms);
        // Names stay as they are written, also at the beginning.
        return sentence.StartsWith(UnknownApp, StringComparison.Ordinal)
            ? $"{char.ToUpper(sentence[0], CultureInfo.CurrentUICulture)}{sentence[1..]}"
            : sentence;
    }

    public static string App(HistoryEntry entry) =>
        DisplayText.OneLine(entry.App?.Name) ?? DisplayText.OneLine(entry.App?.ClientId) ?? UnknownApp;

    /// <summary>Like "Support (Sam Support)".</summary>
    public static string Staff(HistoryEntry entry) =>
        DisplayText.OneLine(entry.Actor.Name) is { } name ? Words.Format("StaffNamed", name) : Words.Text("StaffUnnamed");

    /// <summary>Like ": lost phone, ticket 4711", or nothing.</summary>
    public static string Why(HistoryEntry entry)
    {
        string?[] parts =
        [
            Reason(DisplayText.OneLine(entry.Support?.Reason)),
            DisplayText.OneLine(entry.Support?.Ticket) is { } ticket ? Words.Format("Ticket", ticket) : null,
        ];
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } why ? $": {why}" : "";
    }

    public static string Clean(string text) => DisplayText.OneLine(text) ?? "?";

    private static string? Reason(string? stored)
    {
        if (stored is null || !SupportReasons.All.Contains(stored)) return stored;
        var words = SupportText.ReasonOf(stored);
        return $"{char.ToLower(words[0], CultureInfo.CurrentUICulture)}{words[1..]}";
    }

    private static string Say(HistoryEntry entry, SentenceTerms terms) => entry.Kind switch
    {
        HistoryKind.AccessRevoked or HistoryKind.DeviceRemoved or HistoryKind.TokenRevoked
            or HistoryKind.PermissionRemoved => RemovalSentences.Of(entry, terms),
        HistoryKind.AppRemoved => Words.Format("AppRemoved", App(entry)),
        HistoryKind.AppConnected => Words.Format("AppConnected", App(entry), terms.Server),
        HistoryKind.ForeignTokenRefused =>
            Words.Format("ForeignTokenRefused", Clean(entry.Actor.Id), App(entry)),
        HistoryKind.AccessRefused => entry.Actor.IsSelf
            ? Words.Text("YouWereRefused")
            : Words.Format("StaffWasRefused", Staff(entry)),
        HistoryKind.SessionEnded => Words.Text(entry.Actor.IsSelf ? "YouEndedSession" : "ServiceEndedSession"),
        HistoryKind.HistoryExported => entry.Actor.IsSelf
            ? Words.Text("YouExported")
            : Words.Format("StaffExported", Staff(entry)),
        HistoryKind.PersonSuspended => Words.Text("PersonSuspended"),
        HistoryKind.PersonRestored => Words.Text("PersonRestored"),
        HistoryKind.HistoryErased => Words.Text("HistoryErased"),
        HistoryKind.Other => Words.Text("Other"),
        _ => SupportSentences.Of(entry),
    };
}

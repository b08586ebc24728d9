using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.History;

/// <summary>Says in a plain sentence, to the person whose history it is, what an entry tells.</summary>
internal static class HistorySentences
{
    private const string UnknownApp = "an unknown app";

    public static string Of(HistoryEntry entry, string server)
    {
        var sentence = Say(entry, server);
        // Names stay as they are written, also at the beginning.
        return sentence.StartsWith(UnknownApp, StringComparison.Ordinal) ? $"A{sentence[1..]}" : sentence;
    }

    public static string App(HistoryEntry entry) =>
        DisplayText.OneLine(entry.App?.Name) ?? DisplayText.OneLine(entry.App?.ClientId) ?? UnknownApp;

    /// <summary>Like "Support (Sam Support)".</summary>
    public static string Staff(HistoryEntry entry) =>
        DisplayText.OneLine(entry.Actor.Name) is { } name ? $"Support ({name})" : "Support";

    /// <summary>Like ": lost phone, ticket 4711", or nothing.</summary>
    public static string Why(HistoryEntry entry)
    {
        string?[] parts =
        [
            DisplayText.OneLine(entry.Support?.Reason),
            DisplayText.OneLine(entry.Support?.Ticket) is { } ticket ? $"ticket {ticket}" : null,
        ];
        return string.Join(", ", parts.OfType<string>()) is { Length: > 0 } why ? $": {why}" : "";
    }

    public static string Clean(string text) => DisplayText.OneLine(text) ?? "?";

    private static string Say(HistoryEntry entry, string server) => entry.Kind switch
    {
        HistoryKind.AccessRevoked or HistoryKind.DeviceRemoved or HistoryKind.TokenRevoked
            or HistoryKind.PermissionRemoved => RemovalSentences.Of(entry),
        HistoryKind.AppRemoved => $"The service removed {App(entry)}, together with all of its access.",
        HistoryKind.AppConnected => $"{App(entry)} got access to {server}.",
        HistoryKind.ForeignTokenRefused =>
            $"Another app ({Clean(entry.Actor.Id)}) presented a token of {App(entry)}; it was refused.",
        HistoryKind.AccessRefused => entry.Actor.IsSelf
            ? "You asked for something that was refused."
            : $"{Staff(entry)} tried something that is not allowed with your account; it was refused.",
        HistoryKind.SessionEnded => entry.Actor.IsSelf
            ? "You ended one of your sign-ins to this page."
            : "One of your sign-ins to this page was ended by the service.",
        HistoryKind.HistoryExported => entry.Actor.IsSelf
            ? "You took your history away as a file."
            : $"{Staff(entry)} took your history away as a file.",
        HistoryKind.PersonSuspended => "The service suspended your use of this page.",
        HistoryKind.PersonRestored => "The service let you use this page again.",
        HistoryKind.HistoryErased => "The service removed old entries of the history.",
        HistoryKind.Other => "Something happened that this page has no words for yet.",
        _ => SupportSentences.Of(entry),
    };
}

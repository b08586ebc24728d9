using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.History;

/// <summary>One entry as its row shows it: plain data, kept in the page between prerendering and the circuit.</summary>
/// <param name="Seq">Tells entries apart.</param>
/// <param name="Sentence">Safe to show, like all texts here: names are short and on one line.</param>
/// <param name="Facts">What ended, until when access could linger, what was noted.</param>
/// <param name="Origin">From where it was done, or null.</param>
public sealed record HistoryRowModel(
    long Seq,
    DateTimeOffset At,
    HistoryTone Tone,
    string Kind,
    string Sentence,
    IReadOnlyList<string> Facts,
    string? Origin)
{
    public DateOnly Day => DateWords.Day(At);

    public static HistoryRowModel From(HistoryEntry entry, SentenceTerms terms) => new(
        entry.Seq,
        entry.At,
        ToneOf(entry),
        entry.Kind.ToString(),
        HistorySentences.Of(entry, terms),
        [.. FactsOf(entry).OfType<string>()],
        HistoryText.From(entry.Origin));

    private static IEnumerable<string?> FactsOf(HistoryEntry entry)
    {
        if (entry.Group is HistoryGroup.Removals)
        {
            yield return HistoryText.Ended(entry.Ended);
            yield return HistoryText.Lingering(entry.Ended.ResidualAccessUntil);
        }
        if (entry.Kind is HistoryKind.SupportEnded) yield return SupportSentences.WhyEnded(entry.Note);
        else if (entry.Kind is HistoryKind.SupportSettingChanged) yield return SupportSentences.Setting(entry.Note);
        else if (DisplayText.OneLine(entry.Note) is { } note) yield return HistoryText.Quoted(note);
    }

    private static HistoryTone ToneOf(HistoryEntry entry) => entry switch
    {
        { Reason: RevocationReason.Replay } => HistoryTone.Warning,
        { Kind: HistoryKind.BreakGlassRequested or HistoryKind.BreakGlassApproved } => HistoryTone.Warning,
        { Kind: HistoryKind.HistoryExported } => HistoryTone.File,
        { Reason: RevocationReason.Support } => HistoryTone.Support,
        { Group: HistoryGroup.Removals } => HistoryTone.Removal,
        { Group: HistoryGroup.Connections } => HistoryTone.Connection,
        { Group: HistoryGroup.Support } => HistoryTone.Support,
        { Group: HistoryGroup.Sessions } => HistoryTone.Session,
        _ => HistoryTone.Warning,
    };
}

/// <summary>What an entry looks like. Its sentence says the same in words.</summary>
public enum HistoryTone
{
    Removal,
    Connection,
    Support,
    Warning,
    Session,
    File,
}

/// <summary>The entries of one day.</summary>
public sealed record HistoryDay(DateOnly Day, IReadOnlyList<HistoryRowModel> Rows);

/// <summary>An app to filter by.</summary>
/// <param name="Key">Its opaque address.</param>
public sealed record HistoryAppModel(string Key, string Name)
{
    public static HistoryAppModel From(HistoryApp app) => new(
        app.Key?.ToString() ?? "",
        DisplayText.OneLine(app.Name) ?? DisplayText.OneLine(app.ClientId) ?? HistoryText.UnknownApp);
}

using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Features.History;

/// <summary>What was read, and the stamp that tells whether there may be more since.</summary>
/// <param name="Apps">All apps that the history tells of, whatever is filtered by.</param>
/// <param name="Next">Where the next page begins, or null.</param>
/// <param name="Zone">The time zone that its texts are in.</param>
/// <param name="Failed">It could not be read: all the rest says nothing.</param>
/// <param name="Refusal">Why it is not for the one who asked, or null.</param>
public sealed record HistorySnapshot(
    HistoryQuery Query,
    IReadOnlyList<HistoryRowModel> Rows,
    IReadOnlyList<HistoryAppModel> Apps,
    HistoryCursor? Next,
    string Stamp,
    string Zone,
    bool Failed,
    Refusal? Refusal = null)
{
    /// <summary>The newest page read again, and what was shown of older ones as far as the two meet.</summary>
    public HistorySnapshot Over(HistorySnapshot before)
    {
        if (before.Query != Query || Next is null || Rows.Count == 0) return this;
        var last = Rows[^1];
        var place = before.Rows.ToList().FindIndex(row => row.Seq == last.Seq);
        return place < 0 ? this : this with { Rows = [.. Rows, .. before.Rows.Skip(place + 1)], Next = before.Next };
    }

    /// <summary>This page and the one after it.</summary>
    public HistorySnapshot With(HistorySnapshot older) =>
        this with { Rows = [.. Rows, .. older.Rows], Next = older.Next };
}

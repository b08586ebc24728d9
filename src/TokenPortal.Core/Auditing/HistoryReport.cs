namespace TokenPortal.Core.Auditing;

/// <summary>What `database verify-history` found.</summary>
/// <param name="Faults">One sentence for each broken chain, with the first row that does not fit.</param>
/// <param name="PrunedSince">Chains of the anchor that retention or an erasure has shortened past it since.</param>
public sealed record HistoryReport(
    long Chains, long Rows, IReadOnlyList<string> Faults, IReadOnlyList<string> PrunedSince)
{
    public bool IsIntact => Faults.Count == 0;
}

namespace TokenPortal.Benchmarks;

/// <summary>What `page` was asked to do.</summary>
/// <param name="Sizes">Numbers of pages that are open at once, in the order in which they are reached.</param>
/// <param name="Rounds">Of the times of one page. In each round every variant has one burst.</param>
/// <param name="Revokes">At each size.</param>
internal sealed record PageOptions(int[] Sizes, int Rounds, int Revokes, string SamplesFolder, string? Report);

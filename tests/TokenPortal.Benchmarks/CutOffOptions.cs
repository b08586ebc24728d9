namespace TokenPortal.Benchmarks;

/// <summary>What `cutoff` was asked to do.</summary>
/// <param name="Samples">Of each way to check a token.</param>
internal sealed record CutOffOptions(int Samples, string SamplesFolder, string? Report);

namespace TokenPortal.Benchmarks;

/// <summary>What `database` was asked to do.</summary>
/// <param name="Rounds">Of one latency phase. In each round every variant has one burst.</param>
/// <param name="SliceSeconds">Of one variant's turn in a throughput phase.</param>
internal sealed record DatabaseOptions(
    int Authorizations, int[] Growth, string? ConnectionString, string DataFolder, string SamplesFolder, string? Report,
    int Rounds, int SliceSeconds, string[] Phases)
{
    public const string List = "list";
    public const string Revoke = "revoke";
    public const string Load = "load";
    public const string BigGrant = "big-grant";
    public const string Guard = "guard";
    public const string GrowthPhase = "growth";

    public static readonly string[] AllPhases = [List, Revoke, Load, BigGrant, Guard, GrowthPhase];
}

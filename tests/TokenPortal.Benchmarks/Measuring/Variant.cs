namespace TokenPortal.Benchmarks.Measuring;

/// <summary>One way to do the same thing. Its pool is its own.</summary>
/// <param name="RunAsync">Does it once.</param>
internal sealed record Variant(string Name, Func<Task> RunAsync)
{
    /// <summary>What must be so before this variant has its turn; not measured.</summary>
    public Func<Task>? PrepareAsync { get; init; }
}

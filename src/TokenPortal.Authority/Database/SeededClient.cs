namespace TokenPortal.Authority.Database;

/// <summary>A client that the settings brought in once: deleted by an operator, it stays deleted.</summary>
internal sealed class SeededClient
{
    public required string ClientId { get; init; }

    public required DateTimeOffset SeededAt { get; init; }
}

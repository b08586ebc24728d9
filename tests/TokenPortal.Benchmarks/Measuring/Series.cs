namespace TokenPortal.Benchmarks.Measuring;

/// <summary>What one variant came to in one phase.</summary>
internal sealed class Series(string name)
{
    private readonly List<double> _milliseconds = [];
    private double[]? _sorted;

    public string Name => name;

    public IReadOnlyList<double> Milliseconds => _milliseconds;

    public int Count => _milliseconds.Count;

    public double Median => Quantile(0.5);

    public double P99 => Quantile(0.99);

    /// <summary>Processor time of this process, for one call: the client's share.</summary>
    public double ClientMilliseconds => _client.TotalMilliseconds / Math.Max(1, Count);

    /// <summary>Write-ahead log that the server wrote, for one call.</summary>
    public double WalBytes => _wal / Math.Max(1, Count);

    private TimeSpan _client;
    private double _wal;

    public void Add(TimeSpan time)
    {
        _milliseconds.Add(time.TotalMilliseconds);
        _sorted = null;
    }

    public void AddCosts(TimeSpan client, double wal) => (_client, _wal) = (_client + client, _wal + wal);

    private double Quantile(double share)
    {
        if (Count == 0) return double.NaN;
        _sorted ??= [.. _milliseconds.Order()];
        return _sorted[Math.Min(Count - 1, (int)(share * Count))];
    }
}

namespace TokenPortal.Demo.Samples;

/// <summary>The authority's clock. It is set back while the sample grants of the past year are given.</summary>
internal sealed class DemoClock : TimeProvider
{
    private TimeSpan _ago;

    public void GoBack(TimeSpan ago) => _ago = ago;

    public void Return() => _ago = TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - _ago;
}

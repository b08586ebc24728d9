namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Which apps are ticked. What cannot be removed cannot be ticked.</summary>
public sealed class AppSelection
{
    private readonly HashSet<string> _keys = [];

    /// <summary>Boxes are shown.</summary>
    public bool IsOpen { get; private set; }

    public void Toggle()
    {
        if (IsOpen) Close();
        else IsOpen = true;
    }

    public void Close()
    {
        IsOpen = false;
        _keys.Clear();
    }

    public bool Has(AppCardModel app) => _keys.Contains(app.Key);

    public void Set(AppCardModel app, bool on)
    {
        if (on && app.IsRemovable) _keys.Add(app.Key);
        else _keys.Remove(app.Key);
    }

    public void SetAll(IEnumerable<AppCardModel> apps, bool on)
    {
        foreach (var app in apps) Set(app, on);
    }

    /// <summary>Those of a list that are ticked: what is not in sight is not removed.</summary>
    public IReadOnlyList<AppCardModel> Of(IEnumerable<AppCardModel> apps) =>
        IsOpen ? [.. apps.Where(Has)] : [];
}

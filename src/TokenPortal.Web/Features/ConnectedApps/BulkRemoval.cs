namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>
/// Takes access away from several apps, one after another: each by itself, so that it can be stopped between two and one
/// failure is not everyone's. Everything runs on the page's own dispatcher.
/// </summary>
public sealed class BulkRemoval(
    IReadOnlyList<AppCardModel> apps, Func<AppCardModel, Task<RemovalOutcome>> remove)
{
    private readonly Dictionary<string, RemovalOutcome> _outcomes = [];
    private Task _running = Task.CompletedTask;
    private bool _stopped;

    public IReadOnlyList<AppCardModel> Apps => apps;

    public BulkStage Stage { get; private set; }

    /// <summary>The app that is being removed.</summary>
    public AppCardModel? Current { get; private set; }

    /// <summary>Which of <see cref="Apps"/> that is, from 1.</summary>
    public int Position { get; private set; }

    public bool IsStopping => _stopped && Stage is BulkStage.Running;

    public IReadOnlyList<BulkResult> Results =>
        [.. apps.Select(app => new BulkResult(app, _outcomes.GetValueOrDefault(app.Key)))];

    /// <summary>Those that have no access any more.</summary>
    public IReadOnlyList<AppCardModel> Gone =>
        [.. Results.Where(result => result.Outcome is RemovalOutcome.Done or RemovalOutcome.Nothing)
            .Select(result => result.App)];

    public int Removed => _outcomes.Values.Count(outcome => outcome is RemovalOutcome.Done);

    public int Failed => _outcomes.Values.Count(outcome => outcome is RemovalOutcome.Failed);

    public int Untried => apps.Count - _outcomes.Count;

    /// <summary>Why none of the rest may be removed either.</summary>
    public RemovalOutcome.Failed? Refusal =>
        _outcomes.Values.OfType<RemovalOutcome.Failed>().FirstOrDefault(outcome => outcome.IsRefusal);

    /// <summary>Removes what has not been removed yet. A second call while it runs does nothing.</summary>
    /// <param name="draw">Called after each step.</param>
    public Task RunAsync(Action draw)
    {
        if (Stage is BulkStage.Running) return _running;
        Stage = BulkStage.Running;
        _stopped = false;
        foreach (var failed in apps.Where(app => _outcomes.GetValueOrDefault(app.Key) is RemovalOutcome.Failed))
            _outcomes.Remove(failed.Key);
        return _running = RemoveAsync(draw);
    }

    /// <summary>Removes no further app. The returned task ends when the present one is through.</summary>
    public Task StopAsync()
    {
        _stopped = true;
        return _running;
    }

    private async Task RemoveAsync(Action draw)
    {
        foreach (var (i, app) in apps.Index())
        {
            if (_outcomes.ContainsKey(app.Key)) continue;
            (Current, Position) = (app, i + 1);
            draw();
            _outcomes[app.Key] = await remove(app);
            if (_stopped || Refusal is not null) break;
        }

        Current = null;
        Stage = BulkStage.Over;
        draw();
    }
}

public enum BulkStage
{
    Asking,
    Running,
    Over,
}

/// <param name="Outcome">Null for an app that it did not come to.</param>
public sealed record BulkResult(AppCardModel App, RemovalOutcome? Outcome);

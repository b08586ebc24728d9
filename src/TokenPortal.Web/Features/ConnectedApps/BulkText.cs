using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words of taking access away from several apps.</summary>
internal static class BulkText
{
    private static readonly Words Words = new(typeof(BulkText));

    public static string Select => Words.Text();
    public static string Selection => Words.Text();
    public static string SelectOne => Words.Text();
    public static string SelectAll => Words.Text();
    public static string SelectNone => Words.Text();
    public static string Stop => Words.Text();
    public static string RemoveSelected => Words.Text();
    public static string RemoveUnused => Words.Text();
    public static string StopRunning => Words.Text();
    public static string Stopping => Words.Text();
    public static string Running => Words.Text();
    public static string Over => Words.Text();
    public static string Rest => Words.Text();
    public static string Close => Words.Text();

    public static string SelectNamed(string app) => Words.Format("SelectNamed", app);

    public static string Selected(int count) => Words.Count("Selected", count);

    public static string Title(int count) => Words.Count("Title", count);

    public static string UnusedTitle(int count) => Words.Count("UnusedTitle", count);

    /// <summary>An app with the last that is known of it.</summary>
    public static string WithLastSeen(AppCardModel app, DateTimeOffset now) => app switch
    {
        { LastUsedAt: { } at } => Words.Format("LastUsed", app.Name, DateWords.Ago(at, now)),
        { LastActivityAt: { } at } => Words.Format("LastRefreshed", app.Name, DateWords.Ago(at, now)),
        { GrantedAt: { } at } => Words.Format("LastNever", app.Name, DateWords.Ago(at, now)),
        _ => app.Name,
    };

    public static string Progress(BulkRemoval removal) =>
        Words.Format("Progress", removal.Position, removal.Apps.Count, removal.Current?.Name);

    public static string Result(RemovalOutcome? outcome) => outcome switch
    {
        RemovalOutcome.Done { Receipt: var receipt } => Words.Format("ResultDone", receipt.Ended, receipt.Lingering),
        RemovalOutcome.Nothing nothing => nothing.Message,
        RemovalOutcome.Failed failed => failed.Message,
        _ => Words.Text("ResultUntried"),
    };

    public static string Summary(BulkRemoval removal) => string.Join(' ', Sentences(removal));

    private static IEnumerable<string> Sentences(BulkRemoval removal)
    {
        yield return removal.Removed > 0 ? Words.Count("Removed", removal.Removed) : Words.Text("RemovedNone");
        if (removal.Failed > 0) yield return Words.Count("Failed", removal.Failed);
        if (removal.Untried > 0) yield return Words.Count("Untried", removal.Untried);
    }
}

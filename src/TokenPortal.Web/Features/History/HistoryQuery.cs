using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.History;

/// <summary>What a reader filters by, as it stands in the page's address. What cannot be read filters nothing.</summary>
/// <param name="App">An app's opaque address.</param>
public sealed record HistoryQuery(string? App, HistoryGroup? Group, HistoryPeriod? Period)
{
    public const string Path = "history";
    public const string AppParameter = "app";
    public const string GroupParameter = "kind";
    public const string PeriodParameter = "time";

    private const int Week = 7;
    private const int Month = 30;
    private const int Year = 365;

    public static HistoryQuery Everything { get; } = new(App: null, Group: null, Period: null);

    public bool IsEverything => this == Everything;

    public static HistoryQuery Parse(string? app, string? group, string? period) => new(
        AppKey.TryParse(app, out var key) ? key.ToString() : null,
        ParseWord<HistoryGroup>(group),
        ParseWord<HistoryPeriod>(period));

    public HistoryFilter ToFilter(DateTimeOffset now) => new(
        AppKey.TryParse(App, out var key) ? key : null,
        Group,
        From: Period switch
        {
            HistoryPeriod.Week => now.AddDays(-Week),
            HistoryPeriod.Month => now.AddDays(-Month),
            HistoryPeriod.Year => now.AddDays(-Year),
            _ => null,
        });

    /// <summary>The parameters that filter, by name, as they stand in an address.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        if (App is not null) yield return (AppParameter, App);
        if (Group is { } group) yield return (GroupParameter, Word(group));
        if (Period is { } period) yield return (PeriodParameter, Word(period));
    }

    /// <summary>The page's address, relative to the base of the site.</summary>
    public string ToAddress() =>
        Path + QueryString.Create(Parameters().Select(each => KeyValuePair.Create<string, string?>(each.Name, each.Value)));

    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    // Names only: a number is a value of an enumeration as well, and no word of ours.
    private static T? ParseWord<T>(string? word) where T : struct, Enum =>
        Enum.GetValues<T>().Where(value => Word(value) == word).Select(value => (T?)value).FirstOrDefault();
}

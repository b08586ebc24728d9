using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.Sessions;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.History;

/// <summary>The words of the history page, but for its sentences.</summary>
internal static class HistoryText
{
    private static readonly Words Words = new(typeof(HistoryText));

    public static string Title => Words.Text();
    public static string Lead => Words.Text();
    public static string Filters => Words.Text();
    public static string AppLabel => Words.Text();
    public static string AllApps => Words.Text();
    public static string UnknownApp => Words.Text();
    public static string KindLabel => Words.Text();
    public static string AllKinds => Words.Text();
    public static string TimeLabel => Words.Text();
    public static string AllTimes => Words.Text();
    public static string Apply => Words.Text();
    public static string More => Words.Text();
    public static string LoadingMore => Words.Text();
    public static string MoreFailed => Words.Text();
    public static string Export => Words.Text();
    public static string Csv => Words.Text();
    public static string Json => Words.Text();
    public static string EmptyTitle => Words.Text();
    public static string NoMatchTitle => Words.Text();
    public static string NoMatchText => Words.Text();
    public static string ShowEverything => Words.Text();
    public static string Today => Words.Text();
    public static string Yesterday => Words.Text();
    public static string Stale => Words.Text();
    public static string Entries => Words.Text();

    public static string LeadInSupport(string account) => Words.Format("LeadInSupport", account);

    /// <summary>For one who looks at somebody else's: whom the sentences call "you".</summary>
    public static string SpeaksTo(string account) => Words.Format("SpeaksTo", account);

    public static string EmptyText(string server) => Words.Format("EmptyText", server);

    /// <summary>How many entries a filter has found, for those who do not see the list.</summary>
    /// <param name="more">There are older ones behind them.</param>
    public static string Found(int entries, bool more) => (entries, more) switch
    {
        (0, _) => NoMatchTitle,
        (_, true) => Words.Count("FoundAndMore", entries),
        _ => Words.Count("Found", entries),
    };

    public static string KindName(HistoryGroup group) => group switch
    {
        HistoryGroup.Removals => Words.Text("KindRemovals"),
        HistoryGroup.Connections => Words.Text("KindConnections"),
        HistoryGroup.Support => Words.Text("KindSupport"),
        HistoryGroup.Security => Words.Text("KindSecurity"),
        HistoryGroup.Sessions => Words.Text("KindSessions"),
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    public static string PeriodName(HistoryPeriod period) => period switch
    {
        HistoryPeriod.Week => Words.Text("PeriodWeek"),
        HistoryPeriod.Month => Words.Text("PeriodMonth"),
        HistoryPeriod.Year => Words.Text("PeriodYear"),
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
    };

    public static string DayName(DateOnly day, DateOnly today) => (today.DayNumber - day.DayNumber) switch
    {
        0 => Today,
        1 => Yesterday,
        _ => DateWords.Date(day),
    };

    /// <summary>Like "Firefox on Windows · network 203.0.113.0/24", or null.</summary>
    public static string? From(Origin? origin) => (origin?.Browser, origin?.AddressPrefix) switch
    {
        ({ } browser, { } network) when SessionsText.IsThisMachine(network) =>
            $"{BrowserText.Of(browser)} · {SessionsText.ThisMachine}",
        (null, { } network) when SessionsText.IsThisMachine(network) => SessionsText.ThisMachine,
        ({ } browser, { } network) => Words.Format("FromBoth", BrowserText.Of(browser), network),
        ({ } browser, null) => BrowserText.Of(browser),
        (null, { } network) => Words.Format("FromNetwork", network),
        _ => null,
    };

    /// <summary>Like "Ended: 1 consent, 2 refresh tokens and 1 access token.", or null when nothing ended.</summary>
    public static string? Ended(EndedAccess ended) =>
        EndedText.Of(ended.Grants, ended.RefreshTokens, ended.AccessTokens) is { } parts
            ? Words.Format("Ended", parts)
            : null;

    /// <summary>What somebody wrote, as they wrote it.</summary>
    public static string Quoted(string note) => Words.Format("Quoted", note);

    /// <summary>Until when access could linger, or null when it ended at once.</summary>
    public static string? Lingering(DateTimeOffset? residualUntil) => residualUntil switch
    {
        null => null,
        { } at when at == DateTimeOffset.MaxValue => Words.Text("LingeringNever"),
        { } at => Words.Format("LingeringAt", DateWords.Exact(at)),
    };
}

using TokenPortal.Core.Auditing;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.History;

/// <summary>The words of the history page, but for its sentences.</summary>
internal static class HistoryText
{
    public const string Title = "History";
    public const string Lead = "What happened to your connected apps, and who did it. Entries are added, never changed.";
    public const string Filters = "Choose what is shown";
    public const string AppLabel = "App";
    public const string AllApps = "All apps";
    public const string UnknownApp = "Unknown app";
    public const string KindLabel = "What";
    public const string AllKinds = "Everything";
    public const string TimeLabel = "When";
    public const string AllTimes = "Any time";
    public const string Apply = "Show";
    public const string More = "Show more";
    public const string LoadingMore = "Loading…";
    public const string MoreFailed = "We could not load more. Please try again.";
    public const string Export = "Take it with you";
    public const string Csv = "Download as CSV";
    public const string Json = "Download as JSON";
    public const string EmptyTitle = "Nothing has happened yet";
    public const string EmptyText = "When an app gets access to your account, or loses it, it is written down here.";
    public const string NoMatchTitle = "Nothing fits";
    public const string NoMatchText = "Your history has entries, but none of the kind that you chose.";
    public const string ShowEverything = "Show everything";
    public const string Today = "Today";
    public const string Yesterday = "Yesterday";
    public const string Stale = "We cannot reach our database right now, so something may be missing here. It will update "
        + "by itself.";
    public const string Entries = "Entries, newest first";
    public const string UnknownDevice = "one device";

    public static string KindName(HistoryGroup group) => group switch
    {
        HistoryGroup.Removals => "Access removed",
        HistoryGroup.Connections => "Access given",
        HistoryGroup.Support => "Support",
        HistoryGroup.Security => "Security",
        HistoryGroup.Sessions => "Sign-ins",
        _ => throw new ArgumentOutOfRangeException(nameof(group), group, null),
    };

    public static string PeriodName(HistoryPeriod period) => period switch
    {
        HistoryPeriod.Week => "Last 7 days",
        HistoryPeriod.Month => "Last 30 days",
        HistoryPeriod.Year => "Last 12 months",
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, null),
    };

    public static string DayName(DateOnly day, DateOnly today) => (today.DayNumber - day.DayNumber) switch
    {
        0 => Today,
        1 => Yesterday,
        _ => DateWords.Date(new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero)),
    };

    /// <summary>Like "Firefox on Windows · network 203.0.113.0/24", or null.</summary>
    public static string? From(Origin? origin) => (origin?.Browser, origin?.AddressPrefix) switch
    {
        ({ } browser, { } network) => $"{browser} · network {network}",
        ({ } browser, null) => browser,
        (null, { } network) => $"Network {network}",
        _ => null,
    };

    /// <summary>Like "Ended: 1 consent, 2 refresh tokens and 1 access token.", or null when nothing ended.</summary>
    public static string? Ended(EndedAccess ended)
    {
        string[] parts =
        [
            .. new[] { (ended.Grants, "consent"), (ended.RefreshTokens, "refresh token"), (ended.AccessTokens, "access token") }
                .Where(part => part.Item1 > 0)
                .Select(part => DateWords.Count(part.Item1, part.Item2)),
        ];
        return parts switch
        {
            [] => null,
            [var only] => $"Ended: {only}.",
            [.. var first, var last] => $"Ended: {string.Join(", ", first)} and {last}.",
        };
    }

    /// <summary>Until when access could linger, or null when it ended at once.</summary>
    public static string? Lingering(DateTimeOffset? residualUntil) => residualUntil switch
    {
        null => null,
        { } at when at == DateTimeOffset.MaxValue => "A pass without an end date may still be accepted by some services.",
        { } at => $"A pass that it already held could work at some services until {DateWords.Exact(at)}.",
    };
}

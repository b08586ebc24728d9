using System.Globalization;

namespace TokenPortal.Web.Features.Shared;

/// <summary>Dates in words that cannot be misread: the month is a name, the zone is said.</summary>
internal static class DateWords
{
    private const int DaysInMonth = 30;
    private const int DaysInYear = 365;

    /// <summary>Like "3 Mar 2026".</summary>
    public static string Date(DateTimeOffset at) => Format(at, "d MMM yyyy");

    /// <summary>Like "14:05 UTC".</summary>
    public static string Time(DateTimeOffset at) => Format(at, "HH:mm 'UTC'");

    /// <summary>Like "3 March 2026, 14:05 UTC".</summary>
    public static string Exact(DateTimeOffset at) => Format(at, "d MMMM yyyy, HH:mm 'UTC'");

    /// <summary>Like "3 days ago".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var age = now - at;
        return age < TimeSpan.FromMinutes(1) ? "just now" : $"{Span(age)} ago";
    }

    /// <summary>Like "in 12 minutes".</summary>
    public static string Until(DateTimeOffset at, DateTimeOffset now)
    {
        var left = at - now;
        return left < TimeSpan.FromMinutes(1) ? "in less than a minute" : $"in {Span(left)}";
    }

    /// <summary>Like "4 months", rounded down.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalHours: < 1 } => Count((int)span.TotalMinutes, "minute"),
        { TotalDays: < 1 } => Count((int)span.TotalHours, "hour"),
        { TotalDays: < DaysInMonth } => Count((int)span.TotalDays, "day"),
        { TotalDays: < DaysInYear } => Count((int)span.TotalDays / DaysInMonth, "month"),
        _ => Count((int)span.TotalDays / DaysInYear, "year"),
    };

    /// <summary>Like "1 device" and "2 devices".</summary>
    public static string Count(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static string Format(DateTimeOffset at, string format) =>
        at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}

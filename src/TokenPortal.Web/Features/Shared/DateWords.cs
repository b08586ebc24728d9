using System.Globalization;
using System.Text.RegularExpressions;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Shared;

/// <summary>
/// Dates in the zone and the format of whoever looks, in words that cannot be misread: the month is a name, and an exact
/// time says its zone.
/// </summary>
internal static partial class DateWords
{
    private const int DaysInMonth = 30;
    private const int DaysInYear = 365;

    private static readonly Words Words = new(typeof(DateWords));

    private static DateTimeFormatInfo Format => CultureInfo.CurrentCulture.DateTimeFormat;

    /// <summary>Like "3 Mar 2026".</summary>
    public static string Date(DateTimeOffset at) =>
        Local(at).ToString(LongDate.Replace("MMMM", "MMM", StringComparison.Ordinal), Format);

    /// <summary>Like "3 Mar 2026", of a day that has been told apart from others already.</summary>
    public static string Date(DateOnly day) =>
        day.ToString(LongDate.Replace("MMMM", "MMM", StringComparison.Ordinal), Format);

    /// <summary>The day that it is then where the one who looks is.</summary>
    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    /// <summary>Like "14:05", with the zone only when it is not the reader's own.</summary>
    public static string Time(DateTimeOffset at)
    {
        var time = Local(at).ToString(Format.ShortTimePattern, Format);
        return PersonZone.Current == TimeZoneInfo.Utc ? $"{time} {Zone(at)}" : time;
    }

    /// <summary>Like "3 March 2026, 14:05 UTC+1".</summary>
    public static string Exact(DateTimeOffset at) =>
        $"{Local(at).ToString(LongDate, Format)}, {Local(at).ToString(Format.ShortTimePattern, Format)} {Zone(at)}";

    /// <summary>For programs, in UTC.</summary>
    public static string Machine(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    /// <summary>Like "3 days ago".</summary>
    public static string Ago(DateTimeOffset at, DateTimeOffset now)
    {
        var age = now - at;
        return age < TimeSpan.FromMinutes(1) ? Words.Text("JustNow") : Words.Format("Ago", Span(age));
    }

    /// <summary>Like "in 12 minutes".</summary>
    public static string Until(DateTimeOffset at, DateTimeOffset now)
    {
        var left = at - now;
        return left < TimeSpan.FromMinutes(1) ? Words.Text("VerySoon") : Words.Format("In", Span(left));
    }

    /// <summary>Like "4 months", rounded down; in Russian in the accusative, which "ago" and "in" ask for.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalHours: < 1 } => Words.Count("Minutes", (int)span.TotalMinutes),
        { TotalDays: < 1 } => Words.Count("Hours", (int)span.TotalHours),
        { TotalDays: < DaysInMonth } => Words.Count("Days", (int)span.TotalDays),
        { TotalDays: < DaysInYear } => Words.Count("Months", (int)span.TotalDays / DaysInMonth),
        _ => Words.Count("Years", (int)span.TotalDays / DaysInYear),
    };

    private static string LongDate => Weekday().Replace(Format.LongDatePattern, "");

    private static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, PersonZone.Current);

    private static string Zone(DateTimeOffset at)
    {
        var offset = Local(at).Offset;
        if (offset == TimeSpan.Zero) return "UTC";
        var minutes = offset.Minutes == 0 ? "" : offset.ToString(@"\:mm", CultureInfo.InvariantCulture);
        return string.Create(
            CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{Math.Abs(offset.Hours)}{minutes}");
    }

    [GeneratedRegex("[,، ]*ddd+[,، ]*")]
    private static partial Regex Weekday();
}

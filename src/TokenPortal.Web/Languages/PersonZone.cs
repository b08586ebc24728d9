using System.Text.RegularExpressions;

namespace TokenPortal.Web.Languages;

/// <summary>
/// The time zone of whoever looks. It flows with the code that runs, as the framework lets cultures flow: a request has
/// its own, and so has a page.
/// </summary>
internal static partial class PersonZone
{
    /// <summary>Written by zone.js, which alone knows where the browser is.</summary>
    public const string CookieName = "tp.zone";

    private const int MostCharacters = 64;

    private static readonly AsyncLocal<TimeZoneInfo?> Flowing = new();

    /// <summary>UTC while nobody has told.</summary>
    public static TimeZoneInfo Current
    {
        get => Flowing.Value ?? TimeZoneInfo.Utc;
        set => Flowing.Value = value;
    }

    /// <summary>The zone of that id, or UTC.</summary>
    // On some systems a zone is a file that is named by its id, and a cookie could name others.
    public static TimeZoneInfo Read(string? id) =>
        id is { Length: <= MostCharacters } && Id().IsMatch(id) && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
            ? zone
            : TimeZoneInfo.Utc;

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}

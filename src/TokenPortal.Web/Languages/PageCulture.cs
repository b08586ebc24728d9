using System.Globalization;

namespace TokenPortal.Web.Languages;

/// <summary>
/// The language, formats and time zone that a page was opened in. The framework lets them flow from one step to the next,
/// so that what begins elsewhere (a hint from the database, a timer, a connection of another day) would draw the page as
/// that place has them. Whatever comes in from outside therefore comes through here.
/// </summary>
public sealed class PageCulture
{
    private readonly CultureInfo _formats = CultureInfo.CurrentCulture;
    private readonly CultureInfo _texts = CultureInfo.CurrentUICulture;
    private readonly TimeZoneInfo _zone = PersonZone.Current;

    /// <summary>Does something as the page does it. Whoever asks keeps their own language.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        CultureInfo.CurrentCulture = _formats;
        CultureInfo.CurrentUICulture = _texts;
        PersonZone.Current = _zone;
        await work();
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>In which language a test runs: English, unless it says otherwise, whatever the machine speaks.</summary>
internal static class Cultures
{
    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [ModuleInitializer]
    internal static void SpeakEnglish()
    {
        CultureInfo.DefaultThreadCurrentCulture = Language.English.Formats;
        CultureInfo.DefaultThreadCurrentUICulture = Language.English.Texts;
    }

    public static void Speak(Language language, TimeZoneInfo? zone = null)
    {
        CultureInfo.CurrentCulture = language.Formats;
        CultureInfo.CurrentUICulture = language.Texts;
        PersonZone.Current = zone ?? TimeZoneInfo.Utc;
    }

    /// <summary>Runs something as the framework's own threads do: nobody has said which language.</summary>
    public static Task ElsewhereAsync(Func<Task> work)
    {
        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() =>
            {
                CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
                return work();
            });
        }
    }
}

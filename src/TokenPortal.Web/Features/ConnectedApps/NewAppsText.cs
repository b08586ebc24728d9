using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words about apps that their person has not seen yet.</summary>
internal static class NewAppsText
{
    private static readonly Words Words = new(typeof(NewAppsText));

    public static string New => Words.Text();
    public static string Since => Words.Text();
    public static string Know => Words.Text();
    public static string KnowAll => Words.Text();
    public static string AllKnown => Words.Text();
    public static string NotNoted => Words.Text();

    public static string KnowNamed(string app) => Words.Format("KnowNamed", app);

    public static string Known(string app) => Words.Format("Known", app);
}

using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Components.Layout;

/// <summary>The words around every page.</summary>
internal static class LayoutText
{
    private static readonly Words Words = new(typeof(LayoutText));

    public static string Product => Words.Text();
    public static string Home => Words.Text();
    public static string SkipToContent => Words.Text();
    public static string SignOut => Words.Text();
    public static string Pages => Words.Text();
    public static string ConnectedApps => Words.Text();
    public static string History => Words.Text();
    public static string SupportAccess => Words.Text();
    public static string HelpUsers => Words.Text();
    public static string Sessions => Words.Text();

    public static string Reconnecting => Words.Text();
    public static string NextAttempt => Words.Text();
    public static string ReconnectFailed => Words.Text();
    public static string Paused => Words.Text();
    public static string ResumeFailed => Words.Text();
    public static string Retry => Words.Text();
    public static string Resume => Words.Text();
}

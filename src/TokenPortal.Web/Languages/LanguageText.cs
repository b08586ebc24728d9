namespace TokenPortal.Web.Languages;

/// <summary>The words of the choice of a language.</summary>
internal static class LanguageText
{
    private static readonly Words Words = new(typeof(LanguageText));

    public static string Choose => Words.Text();
}

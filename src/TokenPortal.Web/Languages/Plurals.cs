using System.Globalization;

namespace TokenPortal.Web.Languages;

/// <summary>
/// Which form of a text a whole number takes, by the names and rules of Unicode CLDR
/// (https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html).
/// </summary>
internal static class Plurals
{
    private const string One = "one";
    private const string Few = "few";
    private const string Many = "many";
    private const string Other = "other";

    /// <summary>The forms that every counted text of a language must have.</summary>
    public static IReadOnlyList<string> FormsOf(CultureInfo language) =>
        IsRussian(language) ? [One, Few, Many] : [One, Other];

    public static string FormOf(int number, CultureInfo language) =>
        IsRussian(language) ? Russian(Math.Abs((long)number)) : number == 1 ? One : Other;

    private static string Russian(long number) => (number % 10, number % 100) switch
    {
        (1, not 11) => One,
        (2 or 3 or 4, not (12 or 13 or 14)) => Few,
        _ => Many,
    };

    private static bool IsRussian(CultureInfo language) => language.TwoLetterISOLanguageName == "ru";
}

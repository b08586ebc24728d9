using System.Globalization;

namespace TokenPortal.Authority.Pages;

/// <summary>The picture of an app that has none.</summary>
internal static class Initials
{
    public static string Of(string name)
    {
        var words = name.Split([' ', '-', '_', '.'], StringSplitOptions.RemoveEmptyEntries);
        var letters = words.Length > 1 ? words.Take(2) : words.Take(1);
        return string.Concat(letters.Select(word => StringInfo.GetNextTextElement(word))).ToUpperInvariant();
    }
}

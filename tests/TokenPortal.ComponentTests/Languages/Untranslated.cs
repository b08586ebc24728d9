using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>What a reader of Russian, or a screen reader that speaks it, would meet in another alphabet.</summary>
internal static partial class Untranslated
{
    private static readonly string[] Told = ["aria-label", "aria-description", "title", "placeholder", "alt", "label"];

    // Technical names, and names of others, which are the same in every language.
    private static readonly string[] Names = ["UTC", "CSV", "JSON", "auth_time", "Firefox", "Windows"];

    /// <summary>Texts with Latin words in them. What says its own language, and what is code, is left out.</summary>
    public static IEnumerable<string> In(IEnumerable<INode> nodes) =>
        nodes.SelectMany(Texts).Select(text => text.Trim()).Where(HasLatinWord).Distinct();

    private static IEnumerable<string> Texts(INode node) => node switch
    {
        IText text => [text.Data],
        IElement { LocalName: "code" or "style" or "script" } => [],
        IElement element when element.GetAttribute("lang") is { } language and not "ru" && language.Length > 0 => [],
        IElement element => Told.Select(element.GetAttribute).OfType<string>().Concat(element.ChildNodes.SelectMany(Texts)),
        _ => [],
    };

    private static bool HasLatinWord(string text) =>
        LatinWord().Matches(text).Any(word => !Names.Contains(word.Value, StringComparer.Ordinal));

    [GeneratedRegex("[A-Za-z_]{2,}")]
    private static partial Regex LatinWord();
}

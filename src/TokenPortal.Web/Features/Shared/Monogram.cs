using System.Globalization;

namespace TokenPortal.Web.Features.Shared;

/// <summary>A picture for a thing that has none: its initials on a colour of its own.</summary>
/// <param name="Tone">A number below <see cref="Tones"/>: the same for the same name, everywhere and always.</param>
internal readonly record struct Monogram(string Initials, int Tone)
{
    /// <summary>How many colours AppAvatar.razor.css has.</summary>
    public const int Tones = 10;

    private const uint HashStart = 2166136261;
    private const uint HashStep = 16777619;

    public static Monogram Of(string name)
    {
        var words = name.Split([' ', '-', '_', '.', '/', ':'], StringSplitOptions.RemoveEmptyEntries);
        var initials = string.Concat(words.Select(First).Where(letter => letter.Length > 0).Take(2));
        return new Monogram(initials.Length > 0 ? initials.ToUpperInvariant() : "?", ToneOf(name));
    }

    // A letter may be several chars long, and a name may begin with something that is none.
    private static string First(string word)
    {
        var letter = StringInfo.GetNextTextElement(word);
        return char.IsLetterOrDigit(letter, 0) ? letter : "";
    }

    // string.GetHashCode differs from process to process: prerendered and live page would not agree.
    private static int ToneOf(string name) =>
        (int)(name.Aggregate(HashStart, (hash, character) => unchecked((hash ^ character) * HashStep)) % Tones);
}

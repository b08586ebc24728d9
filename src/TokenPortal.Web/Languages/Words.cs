using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;

namespace TokenPortal.Web.Languages;

/// <summary>
/// The texts of one class in every language, from the .resx files beside it, in the language of whoever looks. The class
/// stays the face: nothing else knows the keys.
/// </summary>
internal sealed class Words(Type face)
{
    private readonly ResourceManager _texts = new(face);

    /// <summary>The text under the name of the property that asks.</summary>
    public string Text([CallerMemberName] string key = "") =>
        _texts.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new MissingManifestResourceException($"{_texts.BaseName} has no text {key}.");

    /// <summary>A text with values in their places.</summary>
    public string Format(string key, params ReadOnlySpan<object?> values) =>
        string.Format(CultureInfo.CurrentCulture, Text(key), values);

    /// <summary>A text about a number, in the form that the language has for it. The number is {0}, the rest follow.</summary>
    public string Count(string key, int number, params ReadOnlySpan<object?> values) =>
        Format(
            $"{key}_{Plurals.FormOf(number, CultureInfo.CurrentUICulture)}",
            [number.ToString("N0", CultureInfo.CurrentCulture), .. values]);
}

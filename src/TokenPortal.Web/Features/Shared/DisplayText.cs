using System.Globalization;
using System.Text;

namespace TokenPortal.Web.Features.Shared;

/// <summary>Makes text that a stranger registered fit to stand beside ours.</summary>
internal static class DisplayText
{
    private const int MaxLength = 80;

    /// <summary>
    /// One line of at most 80 characters, or null when nothing visible is left. Control and format characters go:
    /// among them are those that reverse the text around them.
    /// </summary>
    public static string? OneLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;

        var line = new StringBuilder(MaxLength);
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength) return line.ToString().TrimEnd() + "…";
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune)) AppendSpace(line);
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format) line.Append(rune);
        }
        var result = line.ToString().Trim();
        return result.Length > 0 ? result : null;
    }

    private static void AppendSpace(StringBuilder line)
    {
        if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
    }
}

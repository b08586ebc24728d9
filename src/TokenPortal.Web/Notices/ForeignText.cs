using System.Text.RegularExpressions;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Notices;

/// <summary>Makes other people's texts fit to stand in a mail.</summary>
internal static partial class ForeignText
{
    /// <summary>
    /// One short line without control, format and direction characters, in which no mail program finds an address to
    /// make a link of. Null when nothing is left.
    /// </summary>
    public static string? Clean(string? text) =>
        DisplayText.OneLine(text) is { } line ? Address().Replace(line, "$1 ") : null;

    // What joins the parts of an address: a dot before a letter, an at sign, a scheme's colon.
    [GeneratedRegex(@"(\.(?=\p{L})|@(?=\S)|:(?=//))", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}

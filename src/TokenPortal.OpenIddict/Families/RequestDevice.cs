using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using TokenPortal.Core.Auditing;

namespace TokenPortal.OpenIddict.Families;

/// <summary>What a request says of the device that it comes from.</summary>
/// <param name="Name">The `device` parameter, or else the user agent.</param>
/// <param name="AddressPrefix">The network, not the address: /24 for IPv4, /48 for IPv6.</param>
internal sealed record RequestDevice(string? Name, string? AddressPrefix)
{
    private const string Parameter = "device";
    private const int MaxLength = 200;

    public static RequestDevice From(HttpContext? context, OpenIddictRequest? request) => new(
        Readable((string?)request?[Parameter]) ?? Readable(context?.Request.Headers.UserAgent.ToString()),
        context?.Connection.RemoteIpAddress is { } address ? Network.PrefixOf(address) : null);

    /// <summary>A name for a page: no control characters, and nothing that turns the direction of writing.</summary>
    internal static string? Readable(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;

        var text = new StringBuilder();
        foreach (var rune in name.EnumerateRunes())
        {
            if (text.Length + rune.Utf16SequenceLength > MaxLength) break;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
                or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar)
            {
                continue;
            }

            text.Append(rune.ToString());
        }

        var readable = text.ToString().Trim();
        return readable.Length > 0 ? readable : null;
    }
}

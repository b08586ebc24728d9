using System.Text.RegularExpressions;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Adoption;

/// <summary>The blocks of docs/adopt.md by their titles.</summary>
internal sealed partial class AdoptPage
{
    private readonly ILookup<string, string> _blocks =
        Block().Matches(File.ReadAllText(Path.Combine(Repository.Root, "docs", "adopt.md")))
            .ToLookup(match => match.Groups["title"].Value, match => match.Groups["text"].Value);

    /// <summary>All blocks of a title, one after the other.</summary>
    public string this[string title] => string.Concat(_blocks[title]) is { Length: > 0 } text ? text
        : throw new InvalidOperationException($"docs/adopt.md has no block \"{title}\".");

    public IEnumerable<string> Titles => _blocks.Select(blocks => blocks.Key);

    [GeneratedRegex("""
        ^```\w+ title="(?<title>[^"]+)"\n(?<text>.*?)^```$
        """, RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}

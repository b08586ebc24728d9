using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>Every text of every class is there in every language, and nothing is there that no text needs.</summary>
public sealed partial class ResourceTests
{
    private static readonly Assembly Portal = typeof(Words).Assembly;

    public static TheoryData<string> Faces => [.. FaceTypes().Select(face => face.FullName!)];

    [Fact]
    public void Resources_Each_BelongToAFace() => Assert.Equal(
        Portal.GetManifestResourceNames().Where(name => name.EndsWith(".resources", StringComparison.Ordinal)).Order(),
        FaceTypes().Select(face => $"{face.FullName}.resources").Order());

    [Theory]
    [MemberData(nameof(Faces))]
    public void Texts_OfAFace_AreTheSameInEveryLanguage(string face)
    {
        var english = BaseKeys(Read(face, Language.English));

        Assert.All(Language.All, language => Assert.Equal(english, BaseKeys(Read(face, language))));
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void Texts_Counted_HaveTheFormsThatTheirLanguageNeeds(string face) =>
        Assert.All(Language.All, language => Assert.All(Forms(Read(face, language)), counted =>
            Assert.Equal(Plurals.FormsOf(language.Texts).Order(), counted.Order())));

    [Theory]
    [MemberData(nameof(Faces))]
    public void Texts_OfAKey_HaveTheSamePlaceholdersInEveryLanguage(string face)
    {
        var english = Placeholders(Read(face, Language.English));

        Assert.All(Language.All, language => Assert.Equal(english, Placeholders(Read(face, language))));
    }

    [Theory]
    [MemberData(nameof(Faces))]
    public void Texts_OfAFace_AreWhatItAsksFor(string face)
    {
        var source = File.ReadAllText(SourceOf(face));
        var asked = OwnName().Matches(source).Concat(Literal().Matches(source)).Select(match => match.Groups[1].Value);
        var needed = OwnName().Matches(source).Select(match => match.Groups[1].Value)
            .Concat(Call().Matches(source).SelectMany(call => Literal().Matches(call.Value))
                .Select(match => match.Groups[1].Value));
        var there = BaseKeys(Read(face, Language.English));

        Assert.Empty(there.Except(asked));
        Assert.Empty(needed.Except(there));
    }

    [Fact]
    public void Text_ThatIsMissing_IsAFaultAndNoBlank() =>
        Assert.Throws<MissingManifestResourceException>(() => new Words(FaceTypes().First()).Text("Nothing"));

    private static IEnumerable<Type> FaceTypes() => Portal.GetTypes().Where(type => type
        .GetFields(BindingFlags.Static | BindingFlags.NonPublic).Any(field => field.FieldType == typeof(Words)));

    private static Dictionary<string, string> Read(string face, Language language)
    {
        var culture = language == Language.English ? CultureInfo.InvariantCulture : language.Texts;
        var texts = new ResourceManager(face, Portal).GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.True(texts is not null, $"{face} has no texts in {language.OwnName}.");
        return texts.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }

    private static IReadOnlyList<string> BaseKeys(Dictionary<string, string> texts) =>
        [.. texts.Keys.Select(BaseKey).Distinct().Order()];

    private static string BaseKey(string key) => Form().Replace(key, "");

    private static IEnumerable<IEnumerable<string>> Forms(Dictionary<string, string> texts) => texts.Keys
        .Where(key => Form().IsMatch(key)).GroupBy(BaseKey, key => Form().Match(key).Groups[1].Value);

    // A form may leave the number out, as "the other sign-in" does.
    private static IEnumerable<(string Key, string Placeholders)> Placeholders(Dictionary<string, string> texts) => texts
        .GroupBy(text => BaseKey(text.Key), text => Placeholder().Matches(text.Value).Select(match => match.Value))
        .Select(key => (key.Key, string.Join(' ', key.SelectMany(found => found).Distinct().Order())))
        .OrderBy(key => key.Key);

    private static string SourceOf(string face, [CallerFilePath] string thisFile = "") => Path.Combine(
        Path.GetDirectoryName(thisFile)!, "../../../src",
        $"TokenPortal.Web{face["TokenPortal.Web".Length..].Replace('.', '/')}.cs");

    [GeneratedRegex(@"string (\w+) => Words\.Text\(\)")]
    private static partial Regex OwnName();

    [GeneratedRegex(@"Words\.(Text|Format|Count)\([^,;]*")]
    private static partial Regex Call();

    [GeneratedRegex("\"(\\w+)\"")]
    private static partial Regex Literal();

    [GeneratedRegex("_(one|few|many|other)$")]
    private static partial Regex Form();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();
}

using System.Text.RegularExpressions;
using TokenPortal.Core.Notices;
using TokenPortal.Web;
using TokenPortal.Web.Notices;

namespace TokenPortal.ComponentTests.Notices;

public sealed partial class NoticeWriterTests
{
    public static TheoryData<NoticeKind, string> All => new(
        from kind in Enum.GetValues<NoticeKind>() from language in NoticeWording.Languages select (kind, language));

    [Theory]
    [MemberData(nameof(All))]
    public void Write_EachKindInEachLanguage_SaysWhatWhenFromWhereAndWhatToDo(NoticeKind kind, string language)
    {
        var text = new NoticeBuilder { Kind = kind, Language = language }.Text();
        var plain = text.ToPlainText();

        Assert.Equal(language, text.Language);
        Assert.Contains(text.Title, plain, StringComparison.Ordinal);
        Assert.Contains(text.WhatHappened, plain, StringComparison.Ordinal);
        Assert.Contains(text.WhatToDo, plain, StringComparison.Ordinal);
        Assert.Contains("22:05 UTC", plain, StringComparison.Ordinal);
        Assert.Contains("Firefox on Windows, 203.0.113.0/24", plain, StringComparison.Ordinal);
        Assert.Contains("4711", plain, StringComparison.Ordinal);
        Assert.Contains("https://apps.example.com/portal/", plain, StringComparison.Ordinal);
        Assert.DoesNotMatch(language == NoticeWording.English ? Cyrillic() : EnglishWord(), text.Title);
    }

    [Fact]
    public void Write_EveryKind_HasATitleOfItsOwn()
    {
        foreach (var language in NoticeWording.Languages)
        {
            var titles = Enum.GetValues<NoticeKind>()
                .Select(kind => new NoticeBuilder { Kind = kind, Language = language }.Text().Title).ToList();
            Assert.Equal(titles.Count, titles.Distinct().Count());
        }
    }

    [Theory]
    [InlineData(null, "en", "en")]
    [InlineData(null, "ru", "ru")]
    [InlineData("ru", "en", "ru")]
    [InlineData("ru-RU", "en", "ru")]
    [InlineData("RU", "en", "ru")]
    [InlineData("fr", "ru", "ru")]
    public void For_LanguageOfThePerson_IsTakenElseTheSetting(string? language, string fallback, string expected) =>
        Assert.Equal(expected, NoticeWording.For(language, fallback).Language);

    [Theory]
    [MemberData(nameof(Ends))]
    public void Write_EndOfASupportSession_SaysWhyInWords(string reason, string language)
    {
        var text = new NoticeBuilder { Kind = NoticeKind.SupportEnded, Language = language, EndReason = reason }.Text();

        var (_, why) = Assert.Single(text.Facts, fact => fact.Label == NoticeWording.For(language, language).EndLabel);
        Assert.DoesNotContain('_', why);
        Assert.Contains(' ', why);
    }

    public static TheoryData<string, string> Ends => new(
        from reason in new[] { "staff", "user", "time", "replaced", "role_lost", "signed_out", "operator", "setting" }
        from language in NoticeWording.Languages
        select (reason, language));

    [Fact]
    public void Write_SeveralAppsRemovedBySupport_CountsAndNamesThem()
    {
        var text = new NoticeBuilder { Kind = NoticeKind.AppRemovedBySupport, Apps = ["Calendar", "Files"] }.Text();
        Assert.Equal("Support removed 2 apps for you", text.Title);
        Assert.Contains(("Apps", "Calendar, Files"), text.Facts);
    }

    [Fact]
    public void Write_AppWithoutAName_SaysSo() =>
        Assert.Equal("A new app was connected: An app without a name", new NoticeBuilder { Apps = [] }.Text().Title);

    [Fact]
    public void Write_ServerNameOfTheSettings_IsUsed()
    {
        var portal = new PortalOptions { ServerName = "your Acme account" };
        Assert.Contains("your Acme account", new NoticeBuilder { Portal = portal }.Text().WhatHappened, StringComparison.Ordinal);
        Assert.Contains(
            "«your Acme account»", new NoticeBuilder { Portal = portal, Language = "ru" }.Text().WhatHappened,
            StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Cyrillic();

    // The app's own name may stand in every language.
    [GeneratedRegex(@"\b(?!Calendar\b|Sync\b)[A-Za-z]{2,}")]
    private static partial Regex EnglishWord();
}

using Microsoft.AspNetCore.Http;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

public sealed class RequestLanguageTests
{
    [Theory]
    [InlineData(null, null, "en", "en-GB")]
    [InlineData(null, "ru", "ru", "ru-RU")]
    [InlineData(null, "de-DE, ru;q=0.8, en;q=0.5", "ru", "ru-RU")]
    [InlineData(null, "ru;q=0.3, en-US;q=0.9", "en", "en-US")]
    [InlineData(null, "ru;q=0, en", "en", "en-GB")]
    [InlineData(null, "de, fr", "en", "en-GB")]
    [InlineData("ru", "en-US", "ru", "ru-RU")]
    [InlineData("en", "ru, en-AU;q=0.5", "en", "en-AU")]
    [InlineData("xx", "ru", "ru", "ru-RU")]
    [InlineData(null, "not a language, *", "en", "en-GB")]
    [InlineData(null, "en-made-up-x", "en", "en-GB")]
    public void Language_OfARequest_IsTheChosenOneThenTheBrowsers(
        string? cookie, string? accepted, string texts, string formats)
    {
        var request = new DefaultHttpContext().Request;
        if (cookie is not null) request.Headers.Cookie = $"{LanguageCookie.Name}={cookie}";
        if (accepted is not null) request.Headers.AcceptLanguage = accepted;

        var language = RequestLanguage.Of(request);

        Assert.Equal((texts, formats), (language.Texts.Name, language.Formats.Name));
    }
}

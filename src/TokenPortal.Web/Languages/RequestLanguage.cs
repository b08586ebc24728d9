using System.Globalization;
using Microsoft.Net.Http.Headers;

namespace TokenPortal.Web.Languages;

/// <summary>In which language a request is answered.</summary>
internal static class RequestLanguage
{
    /// <summary>Before whatever writes a text, error pages included.</summary>
    public static IApplicationBuilder UseLanguages(this IApplicationBuilder application) =>
        application.Use((context, next) =>
        {
            (CultureInfo.CurrentUICulture, CultureInfo.CurrentCulture) = Of(context.Request);
            PersonZone.Current = PersonZone.Read(context.Request.Cookies[PersonZone.CookieName]);
            return next(context);
        });

    /// <summary>
    /// Texts in the language that was chosen, else in the first of the browser's that the portal speaks. Dates and numbers
    /// as in the region that the browser names for it: an American and a Briton read the same words and different dates.
    /// </summary>
    public static (CultureInfo Texts, CultureInfo Formats) Of(HttpRequest request)
    {
        var wanted = Wanted(request).ToList();
        var language = LanguageCookie.Read(request)
            ?? wanted.Select(culture => Language.Find(culture.TwoLetterISOLanguageName)).OfType<Language>().FirstOrDefault()
            ?? Language.English;
        var region = wanted.FirstOrDefault(culture =>
            !culture.IsNeutralCulture && culture.TwoLetterISOLanguageName == language.Code);
        return (language.Texts, region ?? language.Formats);
    }

    /// <summary>The browser's languages, the dearest first.</summary>
    private static IEnumerable<CultureInfo> Wanted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(each => each.Quality is not 0)
        .OrderByDescending(each => each, StringWithQualityHeaderValueComparer.QualityComparer)
        .Select(each => Known(each.Value.ToString()))
        .OfType<CultureInfo>();

    private static CultureInfo? Known(string name)
    {
        try
        {
            // Others would be made up from the header, and kept for good.
            return CultureInfo.GetCultureInfo(name, predefinedOnly: true);
        }
        catch (CultureNotFoundException)
        {
            return null;
        }
    }
}

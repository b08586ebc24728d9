namespace TokenPortal.Web.Languages;

/// <summary>The language that a person chose. It belongs to the browser, so that it outlives signing in and out.</summary>
internal static class LanguageCookie
{
    public const string Name = "tp.language";

    /// <summary>The chosen language, or null while none was chosen.</summary>
    public static Language? Read(HttpRequest request) => Language.Find(request.Cookies[Name]);

    public static void Write(HttpResponse response, Language language) =>
        response.Cookies.Append(Name, language.Code, new CookieOptions
        {
            Path = "/",
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = response.HttpContext.Request.IsHttps,
            MaxAge = TimeSpan.FromDays(365),
        });
}

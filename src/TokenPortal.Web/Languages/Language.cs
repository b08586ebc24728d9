using System.Globalization;

namespace TokenPortal.Web.Languages;

/// <summary>A language that every text of the portal exists in.</summary>
/// <param name="Code">As it stands in the cookie, in lang attributes and in portal.people.</param>
/// <param name="OwnName">What its speakers call it.</param>
/// <param name="Formats">How dates and numbers look to those of its speakers whose region is not known.</param>
internal sealed record Language(string Code, string OwnName, CultureInfo Formats)
{
    // Days before months and hours up to 24: what most English readers outside of one country expect.
    public static readonly Language English = new("en", "English", CultureInfo.GetCultureInfo("en-GB"));

    public static readonly Language Russian = new("ru", "Русский", CultureInfo.GetCultureInfo("ru-RU"));

    /// <summary>In the order in which they are offered; the first is for those who speak none of them.</summary>
    public static readonly IReadOnlyList<Language> All = [English, Russian];

    /// <summary>The one that texts are in now.</summary>
    public static Language Current => Find(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? English;

    /// <summary>The culture that its texts are found under.</summary>
    public CultureInfo Texts { get; } = CultureInfo.GetCultureInfo(Code);

    public string Direction => Texts.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    public static Language? Find(string? code) => All.FirstOrDefault(language => language.Code == code);
}

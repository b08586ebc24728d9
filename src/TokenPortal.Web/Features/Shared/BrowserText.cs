using TokenPortal.Core.Auditing;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Shared;

/// <summary>A browser in the words of whoever looks. What is stored are those of <see cref="UserAgentWords"/>.</summary>
internal static class BrowserText
{
    private static readonly Words Words = new(typeof(BrowserText));

    public static string Of(string? stored) => stored?.Split(UserAgentWords.On, 2) switch
    {
        [var browser, var system] => Words.Format("OnSystem", Named(browser), system),
        [var browser] => Named(browser),
        _ => Named(UserAgentWords.Unknown),
    };

    private static string Named(string browser) => browser == UserAgentWords.Unknown ? Words.Text("Unknown") : browser;
}

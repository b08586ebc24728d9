using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Shared;

internal static class StateText
{
    private static readonly Words Words = new(typeof(StateText));

    public static string Loading => Words.Text();
    public static string FailedTitle => Words.Text();
    public static string FailedText => Words.Text();
    public static string Retry => Words.Text();
}

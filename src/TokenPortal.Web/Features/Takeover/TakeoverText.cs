using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Takeover;

internal static class TakeoverText
{
    private static readonly Words Words = new(typeof(TakeoverText));

    public static string Title => Words.Text();
    public static string Happens => Words.Text();
    public static string AppsEnd => Words.Text();
    public static string SessionsEnd => Words.Text();
    public static string FreshSignIn => Words.Text();
    public static string Stays => Words.Text();
    public static string PasswordStays => Words.Text();
    public static string OtherServicesStay => Words.Text();
    public static string Go => Words.Text();
    public static string Going => Words.Text();
    public static string TryAgain => Words.Text();
    public static string Done => Words.Text();
    public static string Next => Words.Text();
    public static string NextPassword => Words.Text();
    public static string NextRecovery => Words.Text();
    public static string NextServices => Words.Text();
    public static string NextHistory => Words.Text();
    public static string NextSupport => Words.Text();
    public static string NextApps => Words.Text();
    public static string OpenHistory => Words.Text();
    public static string Back => Words.Text();

    public static string Lead(string server) => Words.Format("Lead", server);
}

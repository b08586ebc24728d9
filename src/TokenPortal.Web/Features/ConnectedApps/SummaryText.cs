using System.Globalization;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words at the top of the list.</summary>
internal static class SummaryText
{
    private static readonly Words Words = new(typeof(SummaryText));

    public static string Title => Words.Text();
    public static string Picture => Words.Text();
    public static string Takeover => Words.Text();

    public static string Apps(int count) => Words.Count("Apps", count);

    public static string Unused(int count) => Words.Count("Unused", count);

    public static string New(int count) => Words.Count("New", count);

    /// <summary>Like "March 2026".</summary>
    public static string Month(DateOnly month) => month.ToString("Y", CultureInfo.CurrentCulture);

    /// <summary>The picture in words.</summary>
    public static string PictureText(IReadOnlyList<AccessMonth> months)
    {
        var told = string.Join("; ", months.Where(month => month.Granted > 0)
            .Select(month => Words.Format("Month", Month(month.Month), month.Granted)));
        return told.Length > 0 ? Words.Format("PictureText", told) : Words.Text("PictureEmpty");
    }
}

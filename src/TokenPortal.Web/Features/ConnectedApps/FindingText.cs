using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words of searching, sorting and filtering the list.</summary>
internal static class FindingText
{
    private static readonly Words Words = new(typeof(FindingText));

    public static string Title => Words.Text();
    public static string Search => Words.Text();
    public static string SearchAction => Words.Text();
    public static string Order => Words.Text();
    public static string Filters => Words.Text();
    public static string NoMatchTitle => Words.Text();
    public static string NoMatchText => Words.Text();
    public static string Reset => Words.Text();

    public static string OrderName(AppsOrder order) => order switch
    {
        AppsOrder.Granted => Words.Text("OrderGranted"),
        AppsOrder.Reach => Words.Text("OrderReach"),
        AppsOrder.Name => Words.Text("OrderName"),
        _ => Words.Text("OrderUsed"),
    };

    public static string FilterName(AppsFilter filter) => filter switch
    {
        AppsFilter.Unused => Words.Text("FilterUnused"),
        AppsFilter.Write => Words.Text("FilterWrite"),
        AppsFilter.Away => Words.Text("FilterAway"),
        AppsFilter.Devices => Words.Text("FilterDevices"),
        _ => Words.Text("FilterNew"),
    };

    /// <summary>How many apps the list has now.</summary>
    public static string Count(int matching, int all) =>
        matching == all ? Words.Count("All", all) : Words.Format("Some", matching, all);

    public static string More(int count) => Words.Count("More", count);
}

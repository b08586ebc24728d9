using System.Globalization;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Finds apps in a list and puts them in order.</summary>
internal static class AppsFinding
{
    // é is found by e, and ё by е: people leave such marks out when they type.
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    public static IReadOnlyList<AppCardModel> Find(IEnumerable<AppCardModel> apps, AppsQuery query)
    {
        var fitting = apps.Where(app => Fits(app, query.Filter) && IsNamed(app, query.Search));
        var ordered = query.Order switch
        {
            AppsOrder.Granted => fitting.OrderByDescending(app => app.GrantedAt),
            AppsOrder.Reach => fitting.OrderByDescending(app => app.Reach.CanWrite ?? true)
                .ThenByDescending(app => app.Reach.Risk)
                .ThenByDescending(app => app.Permissions.Count),
            AppsOrder.Name => fitting.OrderBy(app => app.Name, Names),
            _ => fitting.OrderByDescending(app => app.LastSeenAt),
        };
        return [.. ordered.ThenBy(app => app.Name, Names).ThenBy(app => app.Key, StringComparer.Ordinal)];
    }

    private static StringComparer Names => StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true);

    private static bool Fits(AppCardModel app, AppsFilter filter) =>
        AppsQuery.Filters.Where(one => (filter & one) != 0).All(one => Is(app, one));

    private static bool Is(AppCardModel app, AppsFilter filter) => filter switch
    {
        AppsFilter.Unused => app.Unused,
        AppsFilter.Write => app.Reach.CanWrite ?? true,
        AppsFilter.Away => app.Reach.WorksAway,
        AppsFilter.Devices => app.Devices > 1,
        _ => app.IsNew,
    };

    private static bool IsNamed(AppCardModel app, string search) =>
        search.Length == 0 || Contains(app.Name, search) || (app.Publisher is { } publisher && Contains(publisher, search));

    private static bool Contains(string text, string search) =>
        CultureInfo.CurrentCulture.CompareInfo.IndexOf(text, search, Loosely) >= 0;
}

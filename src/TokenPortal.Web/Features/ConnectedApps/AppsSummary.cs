using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>What matters about a list of apps, at a glance.</summary>
/// <param name="Months">The past year, month by month; the last is the present one.</param>
public sealed record AppsSummary(int Apps, int Unused, int New, IReadOnlyList<AccessMonth> Months)
{
    public const int MonthsInPicture = 12;

    public static AppsSummary Of(IReadOnlyList<AppCardModel> apps, DateTimeOffset now)
    {
        var today = DateWords.Day(now);
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(1 - MonthsInPicture);
        var granted = apps.Where(app => app.GrantedAt is not null)
            .Select(app => DateWords.Day(app.GrantedAt!.Value))
            .CountBy(day => new DateOnly(day.Year, day.Month, 1))
            .ToDictionary();
        return new AppsSummary(
            apps.Count,
            apps.Count(app => app.Unused),
            apps.Count(app => app.IsNew),
            [
                .. Enumerable.Range(0, MonthsInPicture).Select(first.AddMonths)
                    .Select(month => new AccessMonth(month, granted.GetValueOrDefault(month))),
            ]);
    }
}

/// <param name="Month">Its first day.</param>
/// <param name="Granted">How many of the apps that have access got it then.</param>
public sealed record AccessMonth(DateOnly Month, int Granted);

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>What a person is told before access is taken away.</summary>
/// <param name="AppNames">The apps by name when there are several; empty for one, which is in the title.</param>
public sealed record RemovalQuestion(
    string Title, IReadOnlyList<string> AppNames, IReadOnlyList<string> Happens, IReadOnlyList<string> Stays)
{
    public string Keep { get; init; } = RemovalText.Keep;

    public string Confirm { get; init; } = RemovalText.Remove;

    /// <summary>What the button says that confirms, while it is being done.</summary>
    public string Busy { get; init; } = RemovalText.Removing;

    /// <param name="isOwn">False for support, who does it for somebody else.</param>
    public static RemovalQuestion About(AppCardModel app, string server, DateTimeOffset now, bool isOwn = true) => new(
        RemovalText.Title(app.Name),
        [],
        [
            RemovalText.AccessEnds(app.Access, app.Devices, server),
            RemovalText.CutOff(app.ResidualAccessUntil, now),
            isOwn ? RemovalText.ConsentEnds : RemovalText.ConsentOfOtherEnds,
        ],
        [
            RemovalText.CopiedDataStays,
            isOwn ? RemovalText.AccountStays(app.Name) : RemovalText.AccountOfOtherStays(app.Name),
        ]);

    public static RemovalQuestion About(IReadOnlyList<AppCardModel> apps, string server, DateTimeOffset now) => new(
        RemovalText.RemoveAllTitle,
        [.. apps.Select(app => app.Name)],
        [
            RemovalText.AllAccessEnds(server),
            RemovalText.CutOffOfSeveral(apps.Max(app => app.ResidualAccessUntil), now),
            RemovalText.AllConsentEnds,
        ],
        [RemovalText.AllCopiedDataStays, RemovalText.AllAccountsStay]);

    /// <summary>Some of the apps.</summary>
    /// <param name="names">How they are listed.</param>
    public static RemovalQuestion AboutSome(
        IReadOnlyList<AppCardModel> apps, string title, Func<AppCardModel, string> names, string server,
        DateTimeOffset now) =>
        About(apps, server, now) with { Title = title, AppNames = [.. apps.Select(names)] };
}

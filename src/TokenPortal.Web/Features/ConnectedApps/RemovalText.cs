using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words before and after access is taken away. They promise what database and tokens can keep.</summary>
internal static class RemovalText
{
    private static readonly Words Words = new(typeof(RemovalText));

    public static string WhatHappens => Words.Text();
    public static string WhatStays => Words.Text();
    public static string ConsentEnds => Words.Text();
    public static string ConsentOfOtherEnds => Words.Text();
    public static string CopiedDataStays => Words.Text();
    public static string AllConsentEnds => Words.Text();
    public static string AllCopiedDataStays => Words.Text();
    public static string AllAccountsStay => Words.Text();
    public static string Keep => Words.Text();
    public static string Remove => Words.Text();
    public static string Removing => Words.Text();
    public static string TryAgain => Words.Text();
    public static string NothingChanged => Words.Text();
    public static string Unconfirmed => Words.Text();
    public static string NotRemovable => Words.Text();
    public static string EndedAtOnce => Words.Text();
    public static string AllEndedAtOnce => Words.Text();
    public static string RemovedOn => Words.Text();
    public static string WhatEnded => Words.Text();
    public static string Dismiss => Words.Text();
    public static string RemoveAllTitle => Words.Text();
    public static string AllRemoved => Words.Text();
    public static string AllNothing => Words.Text();

    public static string DismissNamed(string receipt) => Words.Format("DismissNamed", receipt);

    public static string Title(string app) => Words.Format("Title", app);

    public static string AccountStays(string app) => Words.Format("AccountStays", app);

    public static string AccountOfOtherStays(string app) => Words.Format("AccountOfOtherStays", app);

    public static string AccessEnds(AppAccess access, int devices, string server) => access switch
    {
        AppAccess.Dormant => Words.Format("DormantEnds", server),
        AppAccess.Lasting when devices is 2 => Words.Format("AccessEndsOnBoth", server),
        AppAccess.Lasting when devices > 2 => Words.Count("AccessEndsOnAll", devices, server),
        _ => Words.Format("AccessEnds", server),
    };

    public static string AllAccessEnds(string server) => Words.Format("AllAccessEnds", server);

    /// <summary>Until when access can linger, as it stands before the removal.</summary>
    public static string CutOff(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => Words.Text("AtOnce"),
        { } at when at == DateTimeOffset.MaxValue => Words.Text("CutOffNever"),
        { } at => Words.Format("CutOffAt", DateWords.Exact(at), DateWords.Until(at, now)),
    };

    /// <summary>Like <see cref="CutOff"/>, for several apps at once.</summary>
    public static string CutOffOfSeveral(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => Words.Text("AtOnce"),
        { } at when at == DateTimeOffset.MaxValue => Words.Text("CutOffOfSeveralNever"),
        { } at => Words.Format("CutOffOfSeveralAt", DateWords.Exact(at), DateWords.Until(at, now)),
    };

    /// <summary>Until when access can linger, after the removal.</summary>
    public static string Lingering(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => EndedAtOnce,
        { } at when at == DateTimeOffset.MaxValue => Words.Text("LingeringNever"),
        { } at => Words.Format("LingeringAt", DateWords.Exact(at), DateWords.Until(at, now)),
    };

    /// <summary>Like <see cref="Lingering"/>, for several apps at once.</summary>
    public static string LingeringOfSeveral(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => AllEndedAtOnce,
        { } at when at == DateTimeOffset.MaxValue => Words.Text("LingeringOfSeveralNever"),
        { } at => Words.Format("LingeringOfSeveralAt", DateWords.Exact(at), DateWords.Until(at, now)),
    };

    /// <summary>Like "1 consent, 2 refresh tokens and 3 access tokens"; what there was none of is left out.</summary>
    public static string Ended(int grants, int refreshTokens, int accessTokens) =>
        EndedText.Of(grants, refreshTokens, accessTokens) ?? Words.Text("EndedNothing");
}

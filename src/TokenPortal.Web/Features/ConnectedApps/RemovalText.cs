using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The words before and after access is taken away. They promise what database and tokens can keep.</summary>
internal static class RemovalText
{
    public const string WhatHappens = "What will happen";
    public const string WhatStays = "What will not change";
    public const string ConsentEnds = "Your consent ends too: the app must ask you before it can come back.";
    public const string CopiedDataStays = "Information that the app has already copied stays with it.";
    public const string AllConsentEnds = "Your consents end too: each app must ask you before it can come back.";
    public const string AllCopiedDataStays = "Information that the apps have already copied stays with them.";
    public const string AllAccountsStay = "Accounts that you have with them are not closed.";
    public const string Keep = "Keep access";
    public const string Remove = "Remove access";
    public const string Removing = "Removing…";
    public const string TryAgain = "Try again";
    public const string NothingChanged = "Nothing was changed. Please try again.";
    public const string Unconfirmed = "We could not confirm that the access is removed. It is safe to try again.";
    public const string NotRemovable = "This app belongs to the service itself and cannot be removed here.";
    public const string EndedAtOnce = "All of its access has ended.";
    public const string AllEndedAtOnce = "All of their access has ended.";
    public const string RemovedOn = "Removed on";
    public const string WhatEnded = "What ended:";
    public const string Dismiss = "Dismiss";
    public const string RemoveAllTitle = "Remove access for all of these apps?";
    public const string AllRemoved = "Access removed for all apps";
    public const string AllNothing = "No app had access any more. Nothing was left to remove.";

    public static string DismissNamed(string receipt) => $"Dismiss: {receipt}";

    public static string Title(string app) => $"Remove access for {app}?";

    public static string AccountStays(string app) => $"An account that you have with {app} is not closed.";

    public static string AccessEnds(AppAccess access, int devices, string server) => access switch
    {
        AppAccess.Dormant => $"It has no access to {server} right now, and it will not get any without asking.",
        AppAccess.Lasting when devices is 2 => $"It loses its access to {server} on both devices.",
        AppAccess.Lasting when devices > 2 => $"It loses its access to {server} on all {devices} devices.",
        _ => $"It loses its access to {server}.",
    };

    public static string AllAccessEnds(string server) => $"These apps lose their access to {server} on all devices:";

    /// <summary>Until when access can linger, as it stands before the removal.</summary>
    public static string CutOff(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => "This takes effect at once.",
        { } at when at == DateTimeOffset.MaxValue =>
            "It cannot renew its access from this moment on. But it holds a pass without an end date, which some "
            + "services may go on accepting.",
        { } at => "It cannot renew its access from this moment on. But a pass that it already holds may work at some "
            + $"services until {DateWords.Exact(at)} ({DateWords.Until(at, now)}).",
    };

    /// <summary>Like <see cref="CutOff"/>, for several apps at once.</summary>
    public static string CutOffOfSeveral(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => "This takes effect at once.",
        { } at when at == DateTimeOffset.MaxValue =>
            "None can renew its access from this moment on. But a pass without an end date may still be accepted by "
            + "some services.",
        { } at => "None can renew its access from this moment on. But passes that some already hold may work at some "
            + $"services until {DateWords.Exact(at)} ({DateWords.Until(at, now)}).",
    };

    /// <summary>Until when access can linger, after the removal.</summary>
    public static string Lingering(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => EndedAtOnce,
        { } at when at == DateTimeOffset.MaxValue =>
            "It cannot renew its access. A pass without an end date may still be accepted by some services.",
        { } at => "It cannot renew its access. A pass that it already held may work at some services until "
            + $"{DateWords.Exact(at)} ({DateWords.Until(at, now)}).",
    };

    /// <summary>Like <see cref="Lingering"/>, for several apps at once.</summary>
    public static string LingeringOfSeveral(DateTimeOffset? residualUntil, DateTimeOffset now) => residualUntil switch
    {
        null => AllEndedAtOnce,
        { } at when at == DateTimeOffset.MaxValue =>
            "None can renew its access. A pass without an end date may still be accepted by some services.",
        { } at => "None can renew its access. Passes that some already held may work at some services until "
            + $"{DateWords.Exact(at)} ({DateWords.Until(at, now)}).",
    };

    /// <summary>Like "1 consent, 2 refresh tokens and 3 access tokens"; what there was none of is left out.</summary>
    public static string Ended(int grants, int refreshTokens, int accessTokens)
    {
        string[] ended =
        [
            .. new[] { (grants, "consent"), (refreshTokens, "refresh token"), (accessTokens, "access token") }
                .Where(kind => kind.Item1 > 0).Select(kind => DateWords.Count(kind.Item1, kind.Item2)),
        ];
        return ended switch
        {
            [] => "nothing that still worked",
            [var only] => only,
            [.. var first, var last] => $"{string.Join(", ", first)} and {last}",
        };
    }
}

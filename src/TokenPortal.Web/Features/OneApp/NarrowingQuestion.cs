using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>What a person is told before a single permission or device is taken from an app.</summary>
internal static class NarrowingQuestion
{
    // OpenID Connect Core 1.0 section 11: without it the server gives no refresh token at the next renewal.
    private const string OfflineAccess = "offline_access";

    public static RemovalQuestion About(AppPermissionModel permission, OneAppModel app, DateTimeOffset now)
    {
        var isLasting = permission.Words.Scope == OfflineAccess;
        return new RemovalQuestion(
            NarrowingText.PermissionTitle(permission.Words.Words, app.Card.Name),
            [],
            [
                NarrowingText.PassesEnd,
                isLasting ? NarrowingText.LastRenewal : NarrowingText.RenewsWithout,
                NarrowingText.CutOff(app.Card.ResidualAccessUntil, now),
            ],
            [
                isLasting ? NarrowingText.OthersStay : NarrowingText.RestStays,
                RemovalText.CopiedDataStays,
                NarrowingText.MayAskAgain,
            ])
        {
            Keep = NarrowingText.Keep,
            Confirm = NarrowingText.RemovePermission,
        };
    }

    public static RemovalQuestion About(DeviceModel device, OneAppModel app, DateTimeOffset now) => new(
        NarrowingText.DeviceTitle(DeviceText.Of(device), app.Card.Name),
        [],
        [NarrowingText.DeviceEnds, NarrowingText.CutOff(app.Card.ResidualAccessUntil, now)],
        [NarrowingText.OtherDevicesStay, RemovalText.CopiedDataStays])
    {
        Keep = NarrowingText.Keep,
        Confirm = NarrowingText.SignOut,
        Busy = NarrowingText.SigningOut,
    };
}

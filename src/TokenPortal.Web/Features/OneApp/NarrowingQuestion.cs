using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>What a person is told before a single permission or device is taken from an app.</summary>
internal static class NarrowingQuestion
{
    public static RemovalQuestion About(AppPermissionModel permission, OneAppModel app, DateTimeOffset now) => new(
        NarrowingText.PermissionTitle(permission.Words.Words, app.Card.Name),
        [],
        [
            NarrowingText.PassesEnd,
            NarrowingText.RenewsWithout,
            NarrowingText.CutOff(app.Card.ResidualAccessUntil, now),
        ],
        [NarrowingText.RestStays, RemovalText.CopiedDataStays, NarrowingText.MayAskAgain])
    {
        Keep = NarrowingText.Keep,
        Confirm = NarrowingText.RemovePermission,
    };

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

using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>One app as its page shows it: plain data, kept in the page between prerendering and the circuit.</summary>
/// <param name="Card">What its card in the list shows as well.</param>
/// <param name="CanNarrow">Whether the server can take single permissions and devices away.</param>
public sealed record OneAppModel(
    AppCardModel Card,
    AppRegistration? Registration,
    IReadOnlyList<AppPermissionModel> Permissions,
    IReadOnlyList<DeviceModel> Devices,
    bool CanNarrow,
    DateTimeOffset? LastUsedAt)
{
    /// <summary>From where it last came, as far as the server tells devices apart.</summary>
    public string? LastNetwork => Devices.Count > 0 ? Devices[0].Network : null;

    public static OneAppModel From(
        AppDetail detail, IReadOnlyDictionary<string, ScopeText> texts, DateTimeOffset now)
    {
        var card = AppCardModel.From(detail.App, texts, now);
        return new OneAppModel(
            card,
            detail.Registration,
            [
                .. PermissionModel.From(detail.Permissions.Select(granted => granted.Scope), texts)
                    .Zip(detail.Permissions, (words, granted) => new AppPermissionModel(words, granted)),
            ],
            [.. detail.Devices.Select(DeviceModel.From)],
            detail.CanNarrow,
            detail.App.LastUsedAt);
    }
}

/// <summary>A permission in words, and what is known of it.</summary>
public sealed record AppPermissionModel(PermissionModel Words, GrantedScope Granted)
{
    public bool IsUnknown => Granted.Facts is null;

    public bool IsHighRisk => Granted.Facts is { Risk: ScopeRisk.High };
}

/// <summary>One sign-in of one device, as its row shows it.</summary>
/// <param name="Name">As it came; <see cref="DeviceText"/> has the words.</param>
public sealed record DeviceModel(
    string Id,
    string? Name,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastExchangeAt,
    DateTimeOffset? LastUsedAt,
    string? Network,
    DateTimeOffset? ExpiresAt,
    bool IsFamily)
{
    public static DeviceModel From(AppDevice device) => new(
        device.Id.ToString(), device.Name, device.FirstSeenAt, device.LastExchangeAt, device.LastUsedAt,
        device.AddressPrefix, device.ExpiresAt, device.IsFamily);
}

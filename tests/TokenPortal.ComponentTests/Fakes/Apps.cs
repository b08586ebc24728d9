using System.Text;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>Apps with valid defaults, as Core hands them out.</summary>
public static class Apps
{
    public static readonly DateTimeOffset Now = new(2026, 3, 3, 14, 5, 0, TimeSpan.Zero);

    public static ConnectedApp Named(string name, AppStanding standing = AppStanding.Linked) => new(
        Key(name),
        name,
        name.ToLowerInvariant().Replace(' ', '-'),
        Publisher: null,
        standing,
        Scopes: ["openid", "calendar.read"],
        FirstGrantedAt: Now.AddDays(-40),
        LastActivityAt: Now.AddDays(-2),
        Grants: 1,
        RefreshTokens: 1,
        AccessTokens: 1,
        ResidualAccessUntil: null);

    public static AppKey Key(string id) =>
        AppKey.TryParse("a" + System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(id)), out var key)
            ? key
            : throw new ArgumentException($"{id} makes no key", nameof(id));
}

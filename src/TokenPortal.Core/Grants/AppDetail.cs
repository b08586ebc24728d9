using TokenPortal.Core.Devices;

namespace TokenPortal.Core.Grants;

/// <summary>All that its person can know of one connected app.</summary>
/// <param name="App">As in the list. Its <see cref="ConnectedApp.Grants"/> is the number of consents.</param>
/// <param name="Registration">What the registration says, or null when there is none any more.</param>
/// <param name="Permissions">One for each of the app's scopes, in the order in which they were first granted.</param>
/// <param name="Devices">
/// Where the app can come back without asking, the last used first. Without <paramref name="CanNarrow"/> the server keeps no
/// families, and each is a live refresh token of which nothing more is known.
/// </param>
/// <param name="CanNarrow">
/// Whether single permissions and devices can be taken away: the authorization server runs UseTokenPortal. Without, both are
/// refused with <see cref="RevokeResult.NotOffered"/>.
/// </param>
public sealed record AppDetail(
    ConnectedApp App,
    AppRegistration? Registration,
    IReadOnlyList<GrantedScope> Permissions,
    IReadOnlyList<AppDevice> Devices,
    bool CanNarrow);

/// <summary>What an app's registration says (RFC 7591 section 2). Who wrote that, nobody here can tell.</summary>
/// <param name="HomePage">Like all addresses here: absolute, and http or https; null when it is anything else.</param>
/// <param name="RegisteredAt">When it was registered, or null when the registration does not say.</param>
/// <param name="IsSelfRegistered">Registered by whoever makes it, and not looked at by the operator.</param>
public sealed record AppRegistration(
    AppType Type,
    Uri? HomePage,
    Uri? PrivacyPolicy,
    Uri? TermsOfService,
    DateTimeOffset? RegisteredAt,
    bool IsSelfRegistered);

/// <summary>The client type (RFC 6749 section 2.1).</summary>
public enum AppType
{
    /// <summary>The registration does not say.</summary>
    Unknown,

    /// <summary>It keeps a secret, so that nobody else can use its tokens' grants.</summary>
    Confidential,

    /// <summary>It runs on people's devices and keeps no secret.</summary>
    Public,
}

/// <summary>One permission of an app.</summary>
/// <param name="GrantedAt">When the oldest consent that has it was given, or null when the server does not say.</param>
/// <param name="Facts">What the catalogue says of it; null for a scope that is not in there, which calls for caution.</param>
/// <param name="IsMandatory">The app cannot work without it: it goes with the whole app only.</param>
public sealed record GrantedScope(string Scope, DateTimeOffset? GrantedAt, ScopeFacts? Facts, bool IsMandatory);

/// <summary>A refresh token family with a live refresh token: one sign-in of one device.</summary>
/// <param name="Name">What the app called the device, or the user agent, as they came; null when nothing is known.</param>
/// <param name="FirstSeenAt">When the device signed in.</param>
/// <param name="LastExchangeAt">When it last exchanged a refresh token.</param>
/// <param name="LastUsedAt">As <see cref="ConnectedApp.LastUsedAt"/>, of this device.</param>
/// <param name="AddressPrefix">The network of the last exchange, like 203.0.113.0/24, or null.</param>
/// <param name="ExpiresAt">When it loses access if it does not come back before; null means never.</param>
/// <param name="IsFamily">False for a refresh token that belongs to no family: older than those, or of a plain server.</param>
public sealed record AppDevice(
    DeviceCredentialId Id,
    string? Name,
    DateTimeOffset FirstSeenAt,
    DateTimeOffset LastExchangeAt,
    DateTimeOffset? LastUsedAt,
    string? AddressPrefix,
    DateTimeOffset? ExpiresAt,
    bool IsFamily);

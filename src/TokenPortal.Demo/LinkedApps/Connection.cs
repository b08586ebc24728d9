using System.Text.Json.Serialization;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>One user's link to an app on one device, as the app remembers it.</summary>
public sealed record Connection(string Id, string AppId, string Device, string Subject, string Email)
{
    public required DateTimeOffset ConnectedAt { get; init; }

    public DateTimeOffset? RefreshedAt { get; init; }

    /// <summary>Null once the app gave them up.</summary>
    public TokenSet? Tokens { get; init; }

    public ConnectionCheck Check { get; init; } = new(ConnectionStatus.Unknown);

    [JsonIgnore]
    public DateTimeOffset LastUsedAt => RefreshedAt ?? ConnectedAt;
}

public sealed record TokenSet(string AccessToken, string? RefreshToken);

/// <summary>What the app learned when it last tried to work.</summary>
public sealed record ConnectionCheck(
    ConnectionStatus Status, int? ApiStatus = null, int? RefreshStatus = null, string? RefreshError = null);

[JsonConverter(typeof(JsonStringEnumConverter<ConnectionStatus>))]
public enum ConnectionStatus
{
    /// <summary>Not tried yet.</summary>
    [JsonStringEnumMemberName("unknown")]
    Unknown,

    /// <summary>The API did the work.</summary>
    [JsonStringEnumMemberName("connected")]
    Connected,

    /// <summary>The API refused the access token, and no new one was to be had.</summary>
    [JsonStringEnumMemberName("disconnected")]
    Disconnected,

    /// <summary>The server or the API refused for another reason: the app itself, or its permissions.</summary>
    [JsonStringEnumMemberName("refused")]
    Refused,

    /// <summary>The app gave its tokens back by itself.</summary>
    [JsonStringEnumMemberName("signed-out")]
    SignedOut,

    /// <summary>Not used, and not tried so that it stays so.</summary>
    [JsonStringEnumMemberName("dormant")]
    Dormant,

    /// <summary>The server or the API did not answer: nothing is known.</summary>
    [JsonStringEnumMemberName("unreachable")]
    Unreachable,
}

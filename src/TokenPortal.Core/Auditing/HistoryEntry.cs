using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>One row of a person's history.</summary>
/// <param name="Seq">Its place in the person's history, from 1 on.</param>
/// <param name="Actor">Who did it.</param>
/// <param name="App">Which app it is about, or null.</param>
/// <param name="Ended">What it ended; nothing where nothing ended.</param>
/// <param name="DeviceName">The device, where it is about one and the device is still known.</param>
/// <param name="Scopes">Permissions that were given or taken.</param>
/// <param name="Origin">From where it was done, or null for programs.</param>
/// <param name="Support">For what support did for the person.</param>
/// <param name="Note">More in free words, or null.</param>
public sealed record HistoryEntry(
    long Seq,
    DateTimeOffset At,
    HistoryKind Kind,
    RevocationReason Reason,
    HistoryActor Actor,
    HistoryApp? App,
    EndedAccess Ended,
    string? DeviceName,
    IReadOnlyList<string> Scopes,
    Origin? Origin,
    SupportAct? Support,
    string? Note)
{
    /// <summary>On a staff member's own row about a support session: whom they looked at.</summary>
    public string? LookedAt { get; init; }

    /// <summary>What the row is filed under, for readers that show them apart.</summary>
    public HistoryGroup? Group => HistoryKinds.GroupOf(Kind);
}

/// <param name="Id">A person's subject, an app's client id, or a login of the database.</param>
/// <param name="Name">What to call the person, while the portal knows them.</param>
/// <param name="IsSelf">It is the person whose history this is.</param>
public sealed record HistoryActor(string Id, string? Name, bool IsSelf);

/// <param name="Key">Null where the row does not say which of the person's apps it was.</param>
/// <param name="Name">As it was registered then, or null.</param>
public sealed record HistoryApp(AppKey? Key, string? Name, string? ClientId);

/// <param name="ResidualAccessUntil">
/// Until when a self-contained access token may still be accepted; <see cref="DateTimeOffset.MaxValue"/> when it never expires.
/// </param>
public sealed record EndedAccess(int Grants, int RefreshTokens, int AccessTokens, DateTimeOffset? ResidualAccessUntil);

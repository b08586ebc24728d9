using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>One app as its card shows it: plain data, kept in the page between prerendering and the circuit.</summary>
/// <param name="Key">The app's opaque address.</param>
/// <param name="Name">Safe to show: short, on one line, without characters that turn text around.</param>
public sealed record AppCardModel(
    string Key,
    string Name,
    string? ClientId,
    string? Publisher,
    AppStanding Standing,
    AppAccess Access,
    int Devices,
    IReadOnlyList<PermissionModel> Permissions,
    DateTimeOffset? GrantedAt,
    DateTimeOffset? LastActivityAt,
    bool Unused,
    DateTimeOffset? ResidualAccessUntil)
{
    private static readonly TimeSpan UnusedAfter = TimeSpan.FromDays(90);

    /// <summary>When the server last saw it at work, where that is recorded.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>Its person has not seen it yet.</summary>
    public bool IsNew { get; init; }

    public AppReach Reach { get; init; } = new(CanWrite: null, WorksAway: false, ScopeRisk.Low);

    /// <summary>The last that is known of it: a use, else a renewed access, else the consent.</summary>
    public DateTimeOffset? LastSeenAt => LastUsedAt ?? LastActivityAt ?? GrantedAt;

    public bool IsRemovable => Standing is AppStanding.Linked or AppStanding.Unregistered;

    public static AppCardModel From(
        ConnectedApp app, IReadOnlyDictionary<string, ScopeText> scopes, DateTimeOffset now,
        IReadOnlyDictionary<string, ScopeFacts>? facts = null) => new(
            app.Key.ToString(),
            DisplayText.OneLine(app.Name) ?? ConnectedAppsText.UnknownApp,
            app.ClientId,
            DisplayText.OneLine(app.Publisher),
            app.Standing,
            AccessOf(app),
            app.RefreshTokens,
            PermissionModel.From(app.Scopes, scopes),
            app.FirstGrantedAt,
            app.LastActivityAt,
            now - (app.LastUsedAt ?? app.LastActivityAt ?? app.FirstGrantedAt) > UnusedAfter,
            app.ResidualAccessUntil)
        {
            LastUsedAt = app.LastUsedAt,
            IsNew = app.IsNew,
            Reach = AppReach.Of(app, facts),
        };

    private static AppAccess AccessOf(ConnectedApp app) => app switch
    {
        { Standing: AppStanding.RemovedByServer } => AppAccess.Ended,
        { RefreshTokens: > 0 } => AppAccess.Lasting,
        { AccessTokens: > 0 } => AppAccess.Passing,
        _ => AppAccess.Dormant,
    };
}

/// <summary>What kind of access an app has at this moment.</summary>
public enum AppAccess
{
    /// <summary>It can come back by itself, from each device on which it was allowed.</summary>
    Lasting,

    /// <summary>It has access that ends by itself.</summary>
    Passing,

    /// <summary>It has none, but the consent stands.</summary>
    Dormant,

    /// <summary>It has none and cannot come back without asking.</summary>
    Ended,
}

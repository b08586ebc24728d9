namespace TokenPortal.Core.Grants;

/// <summary>Turns rows into apps: all grants of one application are one app to its user.</summary>
internal static class ConnectedAppList
{
    public static IReadOnlyList<ConnectedApp> From(
        IEnumerable<GrantRow> rows, IReadOnlyCollection<string> firstPartyClientIds)
    {
        return [.. rows
            .GroupBy(KeyOf)
            .Select(group => From(group.Key, [.. group.OrderBy(row => row.GrantedAt)], firstPartyClientIds))
                        .OrderByDescending(app => app.LastActivityAt ?? app.FirstGrantedAt)
            .ThenBy(app => app.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(app => app.Key.ToString(), StringComparer.Ordinal)];
    }

    internal static AppKey KeyOf(GrantRow row) => row.Removed
        ? AppKey.ForRemoved(row.ApplicationId ?? "unknown")
        : Keys.For(row.ApplicationId, row.AuthorizationId);

    private static ConnectedApp From(AppKey key, List<GrantRow> rows, IReadOnlyCollection<string> firstPartyClientIds)
    {
        var first = rows[0];
        var standing = StandingOf(first, firstPartyClientIds);
        return new ConnectedApp(
            key,
            Name: ServerJson.NullIfEmpty(first.DisplayName) ?? ServerJson.NullIfEmpty(first.ClientId),
            first.ClientId,
            Publisher: ServerJson.TextOf(first.Properties, ApplicationProperties.Publisher),
            standing,
            Scopes: [.. rows.SelectMany(row => ServerJson.ListOf(row.Scopes)).Distinct()],
            FirstGrantedAt: Times.FromDatabase(rows.Min(row => row.GrantedAt)),
            LastActivityAt: Times.FromDatabase(rows.Max(row => row.LastActivityAt)),
            Grants: rows.Count(row => row.AuthorizationId is not null),
            RefreshTokens: rows.Sum(row => row.RefreshTokens),
            AccessTokens: rows.Sum(row => row.AccessTokens),
            ResidualAccessUntil: Times.FromDatabase(rows.Max(row => row.ResidualUntil)))
        {
            LastUsedAt = Times.FromDatabase(rows.Max(row => row.LastUsedAt)),
            IsNew = IsNew(standing, rows),
        };
    }

    private static AppStanding StandingOf(GrantRow row, IReadOnlyCollection<string> firstPartyClientIds) => row switch
    {
        { Removed: true } => AppStanding.RemovedByServer,
        { ClientId: { } clientId } when firstPartyClientIds.Contains(clientId) => AppStanding.FirstParty,
        { ClientId: null } => AppStanding.Unregistered,
        _ => AppStanding.Linked,
    };

    private static bool IsNew(AppStanding standing, IReadOnlyCollection<GrantRow> rows) =>
        standing is AppStanding.Linked or AppStanding.Unregistered
        && rows.Min(row => row.GrantedAt) is { } grantedAt
        && rows.Max(row => row.SeenAt) is { } seenAt && grantedAt > seenAt;
}

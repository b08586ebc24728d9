using System.Text.Json;

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

    private static AppKey KeyOf(GrantRow row) => row.Removed
        ? AppKey.ForRemoved(row.ApplicationId ?? "unknown")
        : Keys.For(row.ApplicationId, row.AuthorizationId);

    private static ConnectedApp From(AppKey key, List<GrantRow> rows, IReadOnlyCollection<string> firstPartyClientIds)
    {
        var first = rows[0];
        return new ConnectedApp(
            key,
            Name: NullIfEmpty(first.DisplayName) ?? NullIfEmpty(first.ClientId),
            first.ClientId,
            Publisher: PropertyOf(first.Properties, ApplicationProperties.Publisher),
            StandingOf(first, firstPartyClientIds),
            Scopes: [.. rows.SelectMany(row => ScopesOf(row.Scopes)).Distinct()],
            FirstGrantedAt: Times.FromDatabase(rows.Min(row => row.GrantedAt)),
            LastActivityAt: Times.FromDatabase(rows.Max(row => row.LastActivityAt)),
            Grants: rows.Count(row => row.AuthorizationId is not null),
            RefreshTokens: rows.Sum(row => row.RefreshTokens),
            AccessTokens: rows.Sum(row => row.AccessTokens),
            ResidualAccessUntil: Times.FromDatabase(rows.Max(row => row.ResidualUntil)));
    }

    private static AppStanding StandingOf(GrantRow row, IReadOnlyCollection<string> firstPartyClientIds) => row switch
    {
        { Removed: true } => AppStanding.RemovedByServer,
        { ClientId: { } clientId } when firstPartyClientIds.Contains(clientId) => AppStanding.FirstParty,
        { ClientId: null } => AppStanding.Unregistered,
        _ => AppStanding.Linked,
    };

    private static string[] ScopesOf(string? json) => Read<string[]>(json) ?? [];

    private static string? PropertyOf(string? json, string name) =>
        Read<Dictionary<string, JsonElement>>(json) is { } properties
        && properties.TryGetValue(name, out var value) && value.ValueKind == JsonValueKind.String
            ? NullIfEmpty(value.GetString())
            : null;

    /// <summary>The server's rows are not ours: text that is no JSON of the expected shape counts as absent.</summary>
    private static T? Read<T>(string? json) where T : class
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}

/// <summary>Names in an application's Properties, where its registration says who makes it.</summary>
public static class ApplicationProperties
{
    /// <summary>The publisher's name.</summary>
    public const string Publisher = "publisher";
}

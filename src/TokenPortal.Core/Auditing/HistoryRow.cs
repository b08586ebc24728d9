using System.Text.Json;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Auditing;

/// <summary>A row of <see cref="HistorySql.Page"/>.</summary>
internal sealed record HistoryRow(
    long Seq,
    DateTime At,
    string Kind,
    string Reason,
    string Actor,
    string? ActorName,
    bool ActorIsSelf,
    string? ApplicationId,
    string? AuthorizationId,
    string? ClientId,
    string? AppName,
    int Grants,
    int RefreshTokens,
    int AccessTokens,
    DateTime? ResidualUntil,
    string? DeviceName,
    string? Scopes,
    string? AddressPrefix,
    string? Browser,
    Guid? SupportSession,
    string? SupportReason,
    string? Ticket,
    string? Note,
    string? LookedAt)
{
    public HistoryEntry ToEntry() => new(
        Seq,
        Times.FromDatabase(At),
        HistoryKinds.Parse(Kind),
        HistoryKinds.ParseReason(Reason),
        new HistoryActor(Actor, ActorName, ActorIsSelf),
        App(),
        new EndedAccess(Grants, RefreshTokens, AccessTokens, Times.FromDatabase(ResidualUntil)),
        DeviceName,
        Scopes is null ? [] : JsonSerializer.Deserialize<string[]>(Scopes) ?? [],
        AddressPrefix is null && Browser is null ? null : new Origin(AddressPrefix, Browser),
        SupportReason is { } reason ? new SupportAct(SupportSession, reason, Ticket ?? "", Note) : null,
        Note)
    {
        LookedAt = LookedAt,
    };

    private HistoryApp? App() => (ApplicationId, AuthorizationId, ClientId, AppName) switch
    {
        (null, null, null, null) => null,
        (null, null, _, _) => new HistoryApp(Key: null, AppName, ClientId),
        _ => new HistoryApp(Keys.For(ApplicationId, AuthorizationId), AppName, ClientId),
    };
}

/// <summary>A row of <see cref="HistorySql.Apps"/>.</summary>
internal sealed record HistoryAppRow(string? ApplicationId, string? AuthorizationId, string? Name, string? ClientId)
{
    public HistoryApp ToApp() => new(Keys.For(ApplicationId, AuthorizationId), Name, ClientId);
}

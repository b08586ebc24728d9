using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>How much an app can do, in short.</summary>
/// <param name="CanWrite">Null when the catalogue of scopes could not be read: it may be.</param>
/// <param name="WorksAway">It can come back while the person is away.</param>
/// <param name="Risk">The highest of all its permissions.</param>
public sealed record AppReach(bool? CanWrite, bool WorksAway, ScopeRisk Risk)
{
    public static AppReach Of(ConnectedApp app, IReadOnlyDictionary<string, ScopeFacts>? facts)
    {
        List<ScopeFacts?> known = [.. app.Scopes.Select(scope => facts?.GetValueOrDefault(scope))];
        return new AppReach(
            facts is null ? null : known.Exists(fact => fact is { Reach: ScopeReach.Write }),
            app.RefreshTokens > 0 || known.Exists(fact => fact is { Reach: ScopeReach.Offline }),
            // Nobody said what it is: that is no reason to call it harmless.
            known.Select(fact => fact?.Risk ?? ScopeRisk.Elevated).DefaultIfEmpty(ScopeRisk.Low).Max());
    }
}

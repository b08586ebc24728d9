using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Fakes;

/// <summary>What Core says of one app, with valid defaults.</summary>
public static class Details
{
    private static readonly Dictionary<string, ScopeFacts> Catalogue = new ScopeFacts[]
    {
        new("openid", ScopeReach.Identity, "account", ScopeRisk.Low, IsMandatory: true),
        new("calendar.read", ScopeReach.Read, "calendar", ScopeRisk.Low, IsMandatory: false),
        new("calendar.write", ScopeReach.Write, "calendar", ScopeRisk.Elevated, IsMandatory: false),
        new("mail.send", ScopeReach.Write, "mail", ScopeRisk.High, IsMandatory: false),
        new("offline_access", ScopeReach.Offline, "account", ScopeRisk.Elevated, IsMandatory: false),
    }.ToDictionary(facts => facts.Scope);

    public static AppDetail Of(ConnectedApp app, IEnumerable<AppDevice> devices) => new(
        app,
        new AppRegistration(
            AppType.Confidential, HomePage: null, PrivacyPolicy: null, TermsOfService: null, Apps.Now.AddYears(-2),
            IsSelfRegistered: false),
        [.. app.Scopes.Select(scope => Granted(scope, app.FirstGrantedAt))],
        [.. devices],
        CanNarrow: true);

    /// <param name="number">Tells devices apart.</param>
    public static AppDevice Device(int number, string? name) => new(
        Id(number), name, Apps.Now.AddDays(-30), Apps.Now.AddHours(-3), LastUsedAt: null, "203.0.113.0/24",
        Apps.Now.AddDays(14), IsFamily: true);

    private static GrantedScope Granted(string scope, DateTimeOffset? at) =>
        Catalogue.GetValueOrDefault(scope) is { } facts
            ? new GrantedScope(scope, at, facts, facts.IsMandatory)
            : new GrantedScope(scope, at, Facts: null, IsMandatory: false);

    private static DeviceCredentialId Id(int number) =>
        DeviceCredentialId.TryParse($"dcr_{number:0000000000000000}", out var id)
            ? id
            : throw new ArgumentException($"{number} makes no id", nameof(number));
}

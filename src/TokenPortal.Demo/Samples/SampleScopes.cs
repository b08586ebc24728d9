using TokenPortal.Core.Grants;

namespace TokenPortal.Demo.Samples;

/// <summary>
/// What the demo's operator says of the demo API's scopes. One is left out: apps can ask for what nobody described.
/// </summary>
internal static class SampleScopes
{
    public static IReadOnlyCollection<ScopeFacts> All { get; } =
    [
        new("calendar.read", ScopeReach.Read, "calendar", ScopeRisk.Low, IsMandatory: false),
        new("calendar.write", ScopeReach.Write, "calendar", ScopeRisk.Elevated, IsMandatory: false),
        new("files.read", ScopeReach.Read, "files", ScopeRisk.Elevated, IsMandatory: false),
        new("files.write", ScopeReach.Write, "files", ScopeRisk.High, IsMandatory: false),
        new("mail.send", ScopeReach.Write, "mail", ScopeRisk.High, IsMandatory: false),
    ];
}

using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>A scope in words.</summary>
/// <param name="Scope">As the protocol names it.</param>
/// <param name="Words">What a person reads; the scope itself when nobody described it.</param>
/// <param name="Explanation">A sentence more, or null.</param>
public sealed record PermissionModel(string Scope, string Words, string? Explanation)
{
    /// <summary>Nobody put it into words.</summary>
    public bool IsUnnamed => Words == Scope;

    /// <summary>The server's own words first, then those of the standard scopes.</summary>
    public static IReadOnlyList<PermissionModel> From(
        IEnumerable<string> scopes, IReadOnlyDictionary<string, ScopeText> texts) =>
        [.. scopes.Select(scope => From(scope, texts.GetValueOrDefault(scope)))];

    private static PermissionModel From(string scope, ScopeText? text) => new(
        scope,
        DisplayText.OneLine(text?.DisplayName)
            ?? ConnectedAppsText.StandardScope(scope)
            ?? DisplayText.OneLine(scope)
            ?? ConnectedAppsText.UnknownPermission,
        string.IsNullOrWhiteSpace(text?.Description) ? null : text.Description);
}

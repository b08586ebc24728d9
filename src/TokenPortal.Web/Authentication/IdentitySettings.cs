namespace TokenPortal.Web.Authentication;

/// <summary>The section that Microsoft.Identity.Web reads, and what the portal itself takes from it.</summary>
internal static class IdentitySettings
{
    public const string SectionName = "Identity";

    /// <summary>A plain OpenID Connect issuer; null for Microsoft Entra ID: instance and tenant.</summary>
    public static string? PlainAuthority(IConfiguration configuration) =>
        configuration[$"{SectionName}:Authority"] is { Length: > 0 } authority ? authority : null;

    /// <summary>Names the one issuer whose subjects are known here.</summary>
    public static string Issuer(IConfiguration configuration) =>
        PlainAuthority(configuration)
        ?? $"{configuration[$"{SectionName}:Instance"]?.TrimEnd('/')}/{configuration[$"{SectionName}:TenantId"]}";

    /// <summary>Scopes to ask for beside openid and profile.</summary>
    public static IEnumerable<string> Scopes(IConfiguration configuration) =>
        configuration.GetSection($"{SectionName}:Scope").Get<string[]>() ?? ["email"];

    public static string? ClientId(IConfiguration configuration) => configuration[$"{SectionName}:ClientId"];
}

using TokenPortal.Authority;

namespace TokenPortal.Demo;

/// <summary>A client that is registered at the demo's authority (RFC 6749 section 2).</summary>
/// <param name="ClientSecret">Null for a public client.</param>
public sealed record DemoClient(
    string ClientId, string? ClientSecret, IReadOnlyList<Uri> RedirectUris, ClientKind Kind);

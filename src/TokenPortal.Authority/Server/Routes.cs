namespace TokenPortal.Authority.Server;

/// <summary>The server's addresses, each named once.</summary>
internal static class Routes
{
    public const string Authorize = "/connect/authorize";
    public const string Token = "/connect/token";
    public const string UserInfo = "/connect/userinfo";
    public const string Introspect = "/connect/introspect";
    public const string Revoke = "/connect/revoke";
    public const string OAuthRevoke = "/oauth/revoke";
    public const string EndSession = "/connect/endsession";
    public const string SignIn = "/signin";
    public const string SignedOut = "/signedout";
    public const string Error = "/error";

    private static readonly PathString[] Protocol =
        [Token, UserInfo, Introspect, Revoke, OAuthRevoke, "/.well-known", "/api"];

    /// <summary>Whether a program reads the answer, not a person.</summary>
    public static bool IsProtocol(PathString path) => Protocol.Any(route => path.StartsWithSegments(route));
}

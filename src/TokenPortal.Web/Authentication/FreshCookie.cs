using Microsoft.AspNetCore.Authentication.Cookies;

namespace TokenPortal.Web.Authentication;

/// <summary>
/// The scheme to sign in under. It writes the same cookie as the one that requests are read by, but never sees the
/// cookie of the request: the framework would keep that one's key and put the new ticket under it, so that a key from
/// before the sign-in (planted or stolen) would open the session after it.
/// </summary>
internal sealed class FreshCookie : ICookieManager
{
    public const string Scheme = "Fresh";

    private readonly ChunkingCookieManager _inner = new();

    public string? GetRequestCookie(HttpContext context, string key) => null;

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _inner.AppendResponseCookie(context, key, value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _inner.DeleteCookie(context, key, options);
}

using TokenPortal.Core.Auditing;

namespace TokenPortal.Web.Authentication;

internal static class RequestOrigin
{
    /// <summary>From where a request comes, in as little as helps to recognize it.</summary>
    public static Origin Of(HttpContext context) => new(
        context.Connection.RemoteIpAddress is { } address ? Network.PrefixOf(address) : null,
        UserAgentWords.From(context.Request.Headers.UserAgent.ToString()));
}

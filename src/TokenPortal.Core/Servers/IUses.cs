namespace TokenPortal.Core.Servers;

/// <summary>Notes, inside the authorization server, that apps are at work.</summary>
public interface IUses
{
    /// <summary>
    /// Notes that a token is in use at this moment. Never waits and never fails: what was noted is written within seconds,
    /// and is lost when the process dies before.
    /// </summary>
    /// <param name="tokenId">The server's id of the token, not the token.</param>
    /// <param name="addressPrefix">The network that the app or its user came from, such as 203.0.113.0/24, or null.</param>
    void Note(string tokenId, string? addressPrefix);
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Which session started which circuit. The framework gives a circuit to whoever has its secret; here it goes back to
/// the session that it belongs to, and to no other. What is forgotten is refused: its page loads anew.
/// </summary>
internal sealed class CircuitOwners : IDisposable
{
    private const int MostRemembered = 100_000;

    private readonly MemoryCache _owners = new(new MemoryCacheOptions { SizeLimit = MostRemembered });

    public void Remember(string secret, Guid session) => _owners.Set(NameOf(secret), session, new MemoryCacheEntryOptions
    {
        Size = 1,
        // No circuit outlives its session.
        AbsoluteExpirationRelativeToNow = SessionLimits.Absolute,
    });

    public bool IsOwner(string secret, Guid session) =>
        _owners.TryGetValue<Guid>(NameOf(secret), out var owner) && owner == session;

    public void Dispose() => _owners.Dispose();

    // Secrets are not kept.
    private static string NameOf(string secret) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}

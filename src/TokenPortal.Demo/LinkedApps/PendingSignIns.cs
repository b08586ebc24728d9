using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>Sign-ins that went to the server and have not come back, by their state (RFC 6749 section 10.12).</summary>
internal sealed class PendingSignIns(TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, PendingSignIn> _pending = new();

    public (string State, PendingSignIn SignIn) Begin(LinkedApp app, string device)
    {
        var now = time.GetUtcNow();
        foreach (var (old, waiting) in _pending)
        {
            if (now - waiting.StartedAt > Lifetime) _pending.TryRemove(old, out _);
        }

        var state = Random();
        var signIn = new PendingSignIn(app.Id, device, Random(), now);
        _pending[state] = signIn;
        return (state, signIn);
    }

    /// <summary>Gives each sign-in once, to the app that began it.</summary>
    public PendingSignIn? End(LinkedApp app, string? state) =>
        state is not null && _pending.TryRemove(state, out var signIn)
        && signIn.AppId == app.Id && time.GetUtcNow() - signIn.StartedAt <= Lifetime
            ? signIn
            : null;

    private static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));
}

internal sealed record PendingSignIn(string AppId, string Device, string CodeVerifier, DateTimeOffset StartedAt)
{
    public string CodeChallenge => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(CodeVerifier)));
}

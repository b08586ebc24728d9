using System.Net;
using System.Threading.RateLimiting;
using TokenPortal.Authority.Database;

namespace TokenPortal.Authority.SignIn;

/// <summary>
/// Slows the guessing of passwords: counts failures by network address and account, so that neither one guesser
/// locks everybody out nor a whole office behind one address is held back for another's mistakes.
/// </summary>
internal sealed class SignInThrottle : IDisposable
{
    private const int Failures = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private readonly PartitionedRateLimiter<string> _failures = PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = Failures,
            Window = Window,
        }));

    public bool IsExhausted(IPAddress? address, string email) =>
        _failures.GetStatistics(Key(address, email)) is { CurrentAvailablePermits: <= 0 };

    public void CountFailure(IPAddress? address, string email)
    {
        using var lease = _failures.AttemptAcquire(Key(address, email));
    }

    public void Dispose() => _failures.Dispose();

    private static string Key(IPAddress? address, string email) => $"{address} {User.Normalize(email)}";
}

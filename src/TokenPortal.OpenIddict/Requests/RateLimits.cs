using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>Counts requests for each endpoint, client and address in windows of a minute.</summary>
internal sealed class RateLimits(IOptions<TokenPortalServerOptions> options) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Caller> _limiter = PartitionedRateLimiter.Create<Caller, Caller>(
        caller => RateLimitPartition.GetFixedWindowLimiter(caller, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = options.Value.RequestsPerMinute,
            Window = Window,
            QueueLimit = 0,
        }));

    /// <summary>Counts a request. Null means that it may go on; otherwise how long the caller has to wait.</summary>
    public TimeSpan? Count(Caller caller)
    {
        using var lease = _limiter.AttemptAcquire(caller);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    /// <summary>How many requests the caller has left in this window.</summary>
    public long Remaining(Caller caller) => _limiter.GetStatistics(caller)?.CurrentAvailablePermits ?? 0;

    public void Dispose() => _limiter.Dispose();

    public static string Seconds(TimeSpan wait) =>
        Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Who is counted: addresses stand for callers who have not proved to be anybody.</summary>
internal sealed record Caller(string Endpoint, string Client, string Address)
{
    private const int LongestClientId = 100;

    // An id longer than any registered one is nobody's: those share one count.
    public static Caller Of(HttpContext context, string endpoint, string? client) => new(
        endpoint, client is { Length: <= LongestClientId } ? client : "",
        context.Connection.RemoteIpAddress?.ToString() ?? "");
}

using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace TokenPortal.OpenIddict.Requests;

/// <summary>
/// Counts requests for each endpoint, client and address in windows of a minute. Anybody can name clients without end, so
/// that an address has a count of its own too: it bounds what guessing costs, and how many counts are kept.
/// </summary>
internal sealed class RateLimits(IOptions<TokenPortalServerOptions> options) : IDisposable
{
    /// <summary>How many clients' worth of requests one address may send.</summary>
    internal const int ClientsAtAnAddress = 10;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Caller> _limiter = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<Caller, Caller>(caller => Limit(
            caller with { Client = "" }, (long)options.Value.RequestsPerMinute * ClientsAtAnAddress)),
        PartitionedRateLimiter.Create<Caller, Caller>(caller => Limit(caller, options.Value.RequestsPerMinute)));

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

    private static RateLimitPartition<Caller> Limit(Caller key, long permits) =>
        RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions
        {
            PermitLimit = (int)permits,
            Window = Window,
            QueueLimit = 0,
        });
}

/// <summary>Who is counted: addresses stand for callers who have not proved to be anybody.</summary>
internal sealed record Caller(string Endpoint, string Client, string Address)
{
    private const int LongestClientId = 100;
    private const int NetworkBytes6 = 8;

    // An id longer than any registered one is nobody's: those share one count.
    public static Caller Of(HttpContext context, string endpoint, string? client) => new(
        endpoint, client is { Length: <= LongestClientId } ? client : "", Network(context.Connection.RemoteIpAddress));

    // Whoever has an IPv6 address has its whole /64.
    private static string Network(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (bytes.Length > NetworkBytes6) Array.Clear(bytes, NetworkBytes6, bytes.Length - NetworkBytes6);
        return new IPAddress(bytes).ToString();
    }
}

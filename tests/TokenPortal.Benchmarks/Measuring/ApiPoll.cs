using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace TokenPortal.Benchmarks.Measuring;

/// <summary>Calls an API with one token again and again, one call at a time, until it is refused.</summary>
internal sealed class ApiPoll(Uri address) : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new();

    /// <summary>One call that was accepted: no cut-off can be told more exactly than that.</summary>
    public Series Calls { get; } = new("one call of the API, accepted");

    /// <returns>When the first refusal was there.</returns>
    /// <exception cref="InvalidOperationException">The token was never accepted, or the API failed.</exception>
    /// <exception cref="TimeoutException">It was still accepted after ten seconds.</exception>
    public async Task<DateTimeOffset> UntilRefusedAsync(
        string token, TaskCompletionSource accepted, CancellationToken cancellationToken)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Longest)
        {
            var called = Stopwatch.GetTimestamp();
            var status = await CallAsync(token, cancellationToken);
            if (status == HttpStatusCode.OK)
            {
                if (accepted.Task.IsCompleted) Calls.Add(Stopwatch.GetElapsedTime(called));
                accepted.TrySetResult();
            }
            else
            {
                return status == HttpStatusCode.Unauthorized && accepted.Task.IsCompleted
                    ? TimeProvider.System.GetUtcNow()
                    : throw new InvalidOperationException($"{address} answered {status}.");
            }
        }

        throw new TimeoutException($"{address} still accepts the token.");
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpStatusCode> CallAsync(string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await _http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }
}

using System.Net;
using System.Text.Json;
using TokenPortal.EndToEndTests.Fixtures;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>Case 90: the demo is killed without a goodbye, and started again over the same data.</summary>
public sealed class CrashTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tokenportal-crash-{Guid.NewGuid():N}");

    [Fact]
    public async Task Demo_KilledAndStartedAgain_GoesOnWithItsDataAndTheAppsWithTheirTokens()
    {
        using var first = await DemoProcess.StartAsync(_folder, Cancellation);
        Assert.Equal("connected", await StatusOfCalendarAsync(first));
        await first.KillAsync(Cancellation);

        using var second = await DemoProcess.StartAsync(_folder, Cancellation);
        Assert.Equal("connected", await StatusOfCalendarAsync(second));
        using var http = new HttpClient();
        var ready = await http.GetAsync(new Uri(second.Address("portal"), "health/ready"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.Equal(0, await second.StopAsync(Cancellation));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string?> StatusOfCalendarAsync(DemoProcess demo)
    {
        using var http = new HttpClient();
        var status = await http.GetStringAsync(new Uri(demo.Address("apps"), "calendar-sync/status"), Cancellation);
        return JsonDocument.Parse(status).RootElement.GetProperty("connections")[0].GetProperty("status").GetString();
    }
}

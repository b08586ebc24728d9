using System.Globalization;
using System.Net;
using System.Text.Json;
using TokenPortal.EndToEndTests.Fixtures;

namespace TokenPortal.EndToEndTests.Journeys;

/// <summary>The demo as a program: killed, started again, emptied, and in its own way.</summary>
[Collection("Demos of their own")]
public sealed class DemoProgramTests(DemoFixture demo) : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"tokenportal-crash-{Guid.NewGuid():N}");

    [Fact] // Case 90: without a goodbye, and again over the same data
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

    [Fact]
    public async Task Demo_StartedFresh_BeginsAnew()
    {
        string before;
        using (var first = await DemoProcess.StartAsync(_folder, Cancellation))
        {
            before = SecretOfCalendar(first);
            Assert.Equal(0, await first.StopAsync(Cancellation));
        }

        using var second = await DemoProcess.StartAsync(_folder, Cancellation, "--fresh");
        Assert.NotEqual(before, SecretOfCalendar(second));
        Assert.Equal("connected", await StatusOfCalendarAsync(second));
        Assert.Equal(0, await second.StopAsync(Cancellation));
    }

    [Fact]
    public async Task Demo_DataFolderInUse_SaysWhichAndWhatToDo()
    {
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DemoProcess.StartAsync(demo.Demo.DataFolder, Cancellation));
        Assert.Equal(
            $"The data folder {demo.Demo.DataFolder} is in use by another demo: stop that one, or choose another with "
            + "--data DIR.",
            exception.Message.Trim());
    }

    [Fact]
    public async Task Demo_PortInUse_SaysWhichAndHowToChooseAnother()
    {
        var port = demo.Demo.Portal.Port.ToString(CultureInfo.InvariantCulture);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => DemoProcess.StartAsync(_folder, Cancellation, "--ports:portal", port));
        Assert.Equal(
            $"Port {port} is in use by another program: choose another with --ports:portal N.",
            exception.Message.Trim());
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string SecretOfCalendar(DemoProcess demo) => demo.Description.GetProperty("clients").EnumerateArray()
        .Single(client => client.GetProperty("client_id").GetString() == "calendar-sync")
        .GetProperty("client_secret").GetString()!;

    private static async Task<string?> StatusOfCalendarAsync(DemoProcess demo)
    {
        using var http = new HttpClient();
        var status = await http.GetStringAsync(new Uri(demo.Address("apps"), "calendar-sync/status"), Cancellation);
        return JsonDocument.Parse(status).RootElement.GetProperty("connections")[0].GetProperty("status").GetString();
    }
}

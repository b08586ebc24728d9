using System.Text.Json;
using Microsoft.Playwright;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks.Browsing;

/// <summary>What a browser makes of the list page, and what it fetches for it with an empty cache.</summary>
/// <param name="Elements">In the document, once the circuit is there.</param>
/// <param name="Wire">Bytes of all answers as they were sent, heads included.</param>
/// <param name="Decoded">Bytes of their bodies, unpacked.</param>
internal sealed record PageWeight(int Elements, int Requests, long Wire, long Decoded)
{
    // The page itself and everything that it loads.
    private const string Read = """
        () => {
            const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
            const sum = name => all.reduce((total, entry) => total + entry[name], 0);
            return {
                elements: document.getElementsByTagName('*').length,
                requests: all.length,
                wire: sum('transferSize'),
                decoded: sum('decodedBodySize'),
            };
        }
        """;

    public static async Task<PageWeight> MeasureAsync(Uri portal, SampleAccount account)
    {
        await using var window = await BrowserWindow.OpenAsync(portal, account);
        var session = await window.Page.Context.NewCDPSessionAsync(window.Page);
        await session.SendAsync("Network.clearBrowserCache");
        await window.LoadAsync();
        await window.Page.WaitForLoadStateAsync(LoadState.Load);
        return (await window.Page.EvaluateAsync<JsonElement>(Read)).Deserialize<PageWeight>(JsonSerializerOptions.Web)!;
    }
}

using System.Text.Json;
using TokenPortal.Demo;
using TokenPortal.Demo.LinkedApps;
using TokenPortal.Demo.Samples;

namespace TokenPortal.Benchmarks.Sites;

/// <summary>Links apps of the demo anew, through the authority's pages, and looks at the tokens that they got.</summary>
internal sealed class LinkedAppTokens(DemoEnvironment demo, SampleAccount account) : IDisposable
{
    private readonly Visitor _visitor = new();

    /// <returns>The app's new access token.</returns>
    public async Task<string> LinkAsync(string app, CancellationToken cancellationToken)
    {
        var page = new Uri(demo.Apps, app);
        var end = await _visitor.ConnectAsync(new Uri(demo.Apps, $"{app}/connect"), account, cancellationToken);
        if (end != page) throw new InvalidOperationException($"The sign-in to {app} ended at {end.PathAndQuery}.");
        await using var file = File.OpenRead(Path.Combine(demo.DataFolder, "linked-apps.json"));
        var connections = await JsonSerializer.DeserializeAsync<List<Connection>>(file, cancellationToken: cancellationToken);
        return connections!.Single(one => one.AppId == app && one.Subject == account.Subject).Tokens!.AccessToken;
    }

    public void Dispose() => _visitor.Dispose();
}

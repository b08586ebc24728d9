using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Case 127: the portal's log, with an operator who turned everything up to Debug.</summary>
public sealed class PortalLogTests(DatabaseServer databases)
{
    [Fact]
    public async Task Log_AtDebugWithTheShippedFilters_HoldsNoCodeCookieOrSecretOfACircuit()
    {
        ConcurrentQueue<string> log = new();
        await using var site = new PortalSite(databases)
        {
            Services = services => services.AddSingleton<ILoggerProvider>(new LineLogger(log.Enqueue)),
            Settings = [("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft.AspNetCore", "Debug")],
        };
        await site.InitializeAsync();
        using var ann = await site.SignInAsync();
        var page = await ann.GetAsync("/");
        var first = await ann.ConnectAsync();
        var secret = await first.StartAsync(page.Body);
        await first.UntilDrawnAsync("Connected apps");
        await first.DisposeAsync();
        await using var again = await ann.ConnectAsync();
        Assert.True(await again.ReconnectAsync(secret!));

        Assert.Contains(log, line => line.StartsWith("Microsoft.AspNetCore.Components", StringComparison.Ordinal));
        Assert.DoesNotContain(log, line => RunLog.Secrets.Any(known => line.Contains(known, StringComparison.Ordinal)));
    }
}

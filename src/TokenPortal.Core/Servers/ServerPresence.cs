using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPortal.Core.Grants;

namespace TokenPortal.Core.Servers;

/// <summary>
/// Says to the portal, from inside the authorization server, that single devices and permissions can be ended. Said again
/// and again: a server that went back to plain OpenIddict falls silent.
/// </summary>
internal sealed class ServerPresence(GrantStore store, ILogger<ServerPresence> logger) : BackgroundService
{
    // The portal waits for ten times as long.
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    public Task<int> AnnounceAsync(CancellationToken cancellationToken) =>
        store.ExecuteAsync(ServerSql.Announce, new { }, cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The time that passes, not the application's clock: what is written is the database's own time too.
        using var timer = new PeriodicTimer(Every);
        try
        {
            do
            {
                await TryAnnounceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops.
        }
    }

    private async Task TryAnnounceAsync(CancellationToken stoppingToken)
    {
        try
        {
            await AnnounceAsync(stoppingToken);
        }
        catch (GrantStoreException exception)
        {
            Log.NotAnnounced(logger, exception.InnerException!.Message);
        }
    }
}

using OpenIddict.Abstractions;
using TokenPortal.OpenIddict.Outages;

namespace TokenPortal.Authority.Pruning;

/// <summary>
/// Removes dead tokens and authorizations once they are two weeks old. Tokens go first: an authorization
/// without tokens can only be seen to be one after that.
/// </summary>
internal sealed class PruningService(
    IServiceScopeFactory scopes, TimeProvider clock, ILogger<PruningService> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly TimeSpan Age = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception exception) when (Outage.Find(exception) is { } outage)
            {
                Log.PruningPutOff(logger, outage.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // Dead rows that stay are harmless; a fault here must not end the server, as it would unhandled.
                Log.PruningFailed(logger, exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task PruneAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var threshold = clock.GetUtcNow() - Age;
        var tokens = await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>()
            .PruneAsync(threshold, cancellationToken);
        var authorizations = await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>()
            .PruneAsync(threshold, cancellationToken);
        Log.Pruned(logger, tokens, authorizations);
    }
}

internal static partial class Log
{
    [LoggerMessage(2201, LogLevel.Information, "Pruned {Tokens} tokens and {Authorizations} authorizations")]
    public static partial void Pruned(ILogger logger, long tokens, long authorizations);

    [LoggerMessage(2202, LogLevel.Warning, "Pruning is put off, the database is away: {Reason}")]
    public static partial void PruningPutOff(ILogger logger, string reason);

    [LoggerMessage(2203, LogLevel.Error, "Pruning failed")]
    public static partial void PruningFailed(ILogger logger, Exception exception);
}

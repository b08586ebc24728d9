using System.Collections.Concurrent;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>Tells an app's page whether it still has access, by trying.</summary>
internal sealed class LinkedAppStatus(ConnectionStore store, LinkedAppEngine engine, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, bool> _awake = new();

    public async Task<StatusResponse> ReadAsync(LinkedApp app, CancellationToken cancellationToken)
    {
        var connections = store.For(app);
        var checks = connections.Select(connection => IsDormant(app, connection)
            ? Task.FromResult(connection with { Check = new(ConnectionStatus.Dormant) })
            : engine.WorkAsync(app, connection, cancellationToken));
        var now = time.GetUtcNow();
        return new StatusResponse([.. (await Task.WhenAll(checks)).Select(c => StatusResponse.Item.From(c, now))]);
    }

    public void Wake(LinkedApp app) => _awake[app.Id] = true;

    // Looking at the page must not make an unused app a used one.
    private bool IsDormant(LinkedApp app, Connection connection) =>
        app.Dormant && connection.Tokens is not null && !_awake.ContainsKey(app.Id);
}

/// <summary>What the page's script draws, once a second.</summary>
internal sealed record StatusResponse(IReadOnlyList<StatusResponse.Item> Connections)
{
    internal sealed record Item(
        string Id,
        string Email,
        string Device,
        ConnectionStatus Status,
        string Label,
        string Message,
        int? ApiStatus,
        int? RefreshStatus,
        string? RefreshError,
        string LastUsed,
        DateTimeOffset CheckedAt)
    {
        public static Item From(Connection connection, DateTimeOffset now)
        {
            var check = connection.Check;
            return new Item(
                connection.Id, connection.Email, connection.Device, check.Status, StatusText.Label(check.Status),
                StatusText.Message(check), check.ApiStatus, check.RefreshStatus, check.RefreshError,
                StatusText.Date(connection.LastUsedAt), now);
        }
    }
}

using System.Net;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>What every linked app does: link, work, refresh when it must, and let go.</summary>
internal sealed class LinkedAppEngine(
    OAuthClient client, ConnectionStore store, TimeProvider time, ILogger<LinkedAppEngine> logger)
{
    public async Task<bool> ConnectAsync(
        LinkedApp app, PendingSignIn pending, string code, CancellationToken cancellationToken)
    {
        var answer = await client.RedeemAsync(app, code, pending.CodeVerifier, cancellationToken);
        if (answer.AccessToken is null) return false;

        var user = await client.ReadUserAsync(answer.AccessToken, cancellationToken);
        var id = IdOf(app, pending.Device, user.Subject);
        using var turn = await store.TakeTurnAsync(id, cancellationToken);
        await store.SaveAsync(new Connection(id, app.Id, pending.Device, user.Subject, user.Email ?? user.Subject)
        {
            ConnectedAt = time.GetUtcNow(),
            Tokens = new TokenSet(answer.AccessToken, answer.RefreshToken),
        });
        Log.Connected(logger, app.Id, user.Subject);
        return true;
    }

    /// <summary>Does some work with the API, as the app would: a refused access token is renewed once.</summary>
    public async Task<Connection> WorkAsync(LinkedApp app, Connection connection, CancellationToken cancellationToken)
    {
        using var turn = await store.TakeTurnAsync(connection.Id, cancellationToken);
        var current = store.Find(connection.Id) ?? connection;
        if (current.Tokens is null) return current;
        try
        {
            var status = await client.CallApiAsync(app, current.Tokens.AccessToken, cancellationToken);
            current = status == HttpStatusCode.Unauthorized
                ? await RenewAndRetryAsync(app, current)
                : current with { Check = Judge(status) };
        }
        catch (Exception e) when (IsOutage(e, cancellationToken))
        {
            current = current with { Check = new(ConnectionStatus.Unreachable) };
        }

        await store.SaveAsync(current);
        return current;
    }

    /// <summary>Uses the refresh token without need, as an app does that comes back after a while.</summary>
    public async Task RefreshAsync(LinkedApp app, Connection connection, CancellationToken cancellationToken)
    {
        using var turn = await store.TakeTurnAsync(connection.Id, cancellationToken);
        await store.SaveAsync(await RenewAsync(app, store.Find(connection.Id) ?? connection));
    }

    /// <summary>Gives the tokens back (RFC 7009), and with them the grant: the server asks again next time.</summary>
    public async Task SignOutAsync(LinkedApp app, Connection connection, CancellationToken cancellationToken)
    {
        using var turn = await store.TakeTurnAsync(connection.Id, cancellationToken);
        var current = store.Find(connection.Id) ?? connection;
        if (current.Tokens is { } tokens)
        {
            if (tokens.RefreshToken is not null) await client.RevokeAsync(app, tokens.RefreshToken, cancellationToken);
            await client.RevokeAsync(app, tokens.AccessToken, cancellationToken);
        }

        await store.SaveAsync(current with { Tokens = null, Check = new(ConnectionStatus.SignedOut) });
    }

    private async Task<Connection> RenewAndRetryAsync(LinkedApp app, Connection connection)
    {
        var renewed = await RenewAsync(app, connection);
        if (renewed.Tokens is null || renewed.Tokens == connection.Tokens)
            return renewed with { Check = renewed.Check with { ApiStatus = (int)HttpStatusCode.Unauthorized } };

        // The new tokens are kept whatever becomes of the second call.
        await store.SaveAsync(renewed);
        var status = await client.CallApiAsync(app, renewed.Tokens.AccessToken, CancellationToken.None);
        return renewed with { Check = Judge(status) with { RefreshStatus = renewed.Check.RefreshStatus } };
    }

    // Never cancelled: the server may have rotated the token already when the caller goes away.
    private async Task<Connection> RenewAsync(LinkedApp app, Connection connection)
    {
        if (connection.Tokens?.RefreshToken is not { } refreshToken)
            return connection with { Tokens = null, Check = new(ConnectionStatus.Disconnected) };

        var answer = await client.RefreshAsync(app, refreshToken, CancellationToken.None);
        if (answer.AccessToken is not null)
        {
            return connection with
            {
                Tokens = new TokenSet(answer.AccessToken, answer.RefreshToken ?? refreshToken),
                RefreshedAt = time.GetUtcNow(),
                Check = new(ConnectionStatus.Connected, RefreshStatus: (int)answer.Status),
            };
        }

        Log.RefreshRefused(logger, app.Id, connection.Subject, (int)answer.Status, answer.Error);
        var check = new ConnectionCheck(
            answer.Error == "invalid_grant" ? ConnectionStatus.Disconnected
                : answer.IsRefusal ? ConnectionStatus.Refused : ConnectionStatus.Unreachable,
            RefreshStatus: (int)answer.Status, RefreshError: answer.Error);
        return connection with { Tokens = answer.IsRefusal ? null : connection.Tokens, Check = check };
    }

    private static ConnectionCheck Judge(HttpStatusCode status) => new(
        status switch
        {
            HttpStatusCode.OK => ConnectionStatus.Connected,
            >= HttpStatusCode.InternalServerError => ConnectionStatus.Unreachable,
            _ => ConnectionStatus.Refused,
        },
        ApiStatus: (int)status);

    private static bool IsOutage(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static string IdOf(LinkedApp app, string device, string subject) =>
        string.Join('.', new[] { app.Id, device.ToLowerInvariant(), subject }.Where(part => part.Length > 0));
}

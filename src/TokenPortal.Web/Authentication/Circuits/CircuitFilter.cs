using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Stands before the framework's hub: connections belong to living sessions, each session has a limited number, and a
/// circuit goes back to the session that started it (dotnet/aspnetcore #65272: the framework does not compare).
/// </summary>
internal sealed class CircuitFilter(
    CircuitOwners owners, ISessions sessions, TimeProvider time, ILogger<CircuitFilter> logger) : IHubFilter
{
    /// <summary>More tabs than anybody reads, and few enough that one session cannot fill the server.</summary>
    public const int MostConnections = 40;

    private static readonly TimeSpan RenewAfter = TimeSpan.FromMinutes(1);
    private static readonly object RenewedAt = new();
    private static readonly object NotThere = false;

    private readonly ConcurrentDictionary<Guid, int> _connections = [];

    public async Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        if (SessionOf(context.Context) is not { } session)
        {
            context.Context.Abort();
            return;
        }

        if (_connections.AddOrUpdate(session, 1, (_, count) => count + 1) > MostConnections)
        {
            Log.TooManyCircuits(logger, session, MostConnections);
            context.Context.Abort();
            return;
        }

        await next(context);
    }

    public Task OnDisconnectedAsync(
        HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        if (SessionOf(context.Context) is { } session && _connections.AddOrUpdate(session, 0, (_, count) => count - 1) <= 0)
            _connections.TryRemove(KeyValuePair.Create(session, 0));
        return next(context, exception);
    }

    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (SessionOf(context.Context) is not { } session) return Refuse(context);

        switch (context.HubMethodName)
        {
            case "StartCircuit":
                return Remember(await next(context), session);
            case "ConnectCircuit" or "ResumeCircuit":
                if (context.HubMethodArguments is not [string secret, ..] || !owners.IsOwner(secret, session))
                    return Refuse(context);
                return Remember(await next(context), session);
            case "BeginInvokeDotNetFromJS" or "OnLocationChanged":
                await RenewAsync(context.Context, session);
                return await next(context);
            default:
                return await next(context);
        }
    }

    private static Guid? SessionOf(HubCallerContext context) =>
        context.User is { } user ? SessionClaims.SessionOf(user) : null;

    // The answer for a circuit that is not there, on which a page loads anew.
    private object? Refuse(HubInvocationContext context)
    {
        Log.CircuitRefused(logger, context.HubMethodName);
        return context.HubMethodName == "ConnectCircuit" ? NotThere : null;
    }

    private object? Remember(object? result, Guid session)
    {
        if (result is string secret) owners.Remember(secret, session);
        return result;
    }

    /// <summary>What a person does in an open page is use of the session; what the page does by itself is none.</summary>
    private async Task RenewAsync(HubCallerContext connection, Guid session)
    {
        var now = time.GetUtcNow();
        if (connection.Items.TryGetValue(RenewedAt, out var at) && now - (DateTimeOffset)at! < RenewAfter) return;

        connection.Items[RenewedAt] = now;
        try
        {
            await sessions.RenewAsync(session, connection.ConnectionAborted);
        }
        catch (GrantStoreException exception)
        {
            Log.SessionUnknown(logger, exception.Failure);
        }
        catch (OperationCanceledException) when (connection.ConnectionAborted.IsCancellationRequested)
        {
            // The page is gone.
        }
    }
}

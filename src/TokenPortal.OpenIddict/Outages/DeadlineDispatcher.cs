using System.Diagnostics;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpenIddict.Server;
using TokenPortal.OpenIddict.Requests;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace TokenPortal.OpenIddict.Outages;

/// <summary>
/// Stands around the two steps of a revocation or introspection request that ask the database, and answers 503 when it
/// does not take part: never a 200 that is not true (RFC 7009 section 2.2.1), and never active.
/// </summary>
internal sealed class DeadlineDispatcher(OpenIddictServerDispatcher inner, Deadline deadline)
    : IOpenIddictServerDispatcher
{
    private const string StartedAt = "TokenPortal.StartedAt";

    // The class of data exceptions: a value that no column can hold.
    private const string DataException = "22";

    public ValueTask DispatchAsync<TContext>(TContext context) where TContext : BaseContext =>
        context is ValidateRevocationRequestContext or HandleRevocationRequestContext
            or ValidateIntrospectionRequestContext or HandleIntrospectionRequestContext
            && context.Transaction.GetHttpRequest() is { } request
            ? DispatchInTimeAsync(context, (BaseRequestContext)(object)context, request.HttpContext)
            : inner.DispatchAsync(context);

    private async ValueTask DispatchInTimeAsync<TContext>(
        TContext context, BaseRequestContext request, HttpContext http)
        where TContext : BaseContext
    {
        var properties = context.Transaction.Properties;
        if (!properties.TryGetValue(StartedAt, out var started))
            properties[StartedAt] = started = Stopwatch.GetTimestamp();
        try
        {
            var inTime = await deadline.TryAsync((long)started!, services =>
                services.GetRequiredService<OpenIddictServerDispatcher>().DispatchAsync(context).AsTask());
            if (inTime) return;

            // What still runs must not find the response: by then it may belong to another request.
            properties[typeof(HttpRequest).FullName!] = null;
            await ProtocolAnswer.WriteUnavailableAsync(http);
        }
        catch (Exception exception) when (IsBadData(exception))
        {
            await ProtocolAnswer.WriteAsync(http, ProtocolError.InvalidRequest("A parameter cannot be read."));
        }

        request.HandleRequest();
    }

    private static bool IsBadData(Exception? exception) => exception is not null
        && (exception is PostgresException postgres
            ? postgres.SqlState.StartsWith(DataException, StringComparison.Ordinal)
            : IsBadData(exception.InnerException));
}

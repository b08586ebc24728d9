using Microsoft.Extensions.Logging;

namespace TokenPortal.Core.Grants;

internal static partial class Log
{
    [LoggerMessage(1001, LogLevel.Debug, "Listed {Count} connected apps")]
    public static partial void Listed(ILogger logger, int count);

    [LoggerMessage(1002, LogLevel.Information,
        "Operation {OperationId}: revoked {Grants} grants, {RefreshTokens} refresh and {AccessTokens} access tokens "
        + "of application {ApplicationId}")]
    public static partial void Revoked(
        ILogger logger, Guid operationId, int grants, int refreshTokens, int accessTokens, string? applicationId);

    [LoggerMessage(1003, LogLevel.Information, "Operation {OperationId}: no such app for this user")]
    public static partial void NotFound(ILogger logger, Guid operationId);

    [LoggerMessage(1004, LogLevel.Warning, "Operation {OperationId}: the database did not confirm, asking it again")]
    public static partial void Unconfirmed(ILogger logger, Guid operationId, Exception exception);

    [LoggerMessage(1005, LogLevel.Error, "The database could not be asked: {Reason}")]
    public static partial void StoreFailed(ILogger logger, string reason, Exception exception);

    [LoggerMessage(1006, LogLevel.Warning, "Open pages were not told of a change: {Reason}")]
    public static partial void NotifyFailed(ILogger logger, string reason);

    [LoggerMessage(1007, LogLevel.Information, "Listening for changes of grants")]
    public static partial void Listening(ILogger logger);

    [LoggerMessage(1008, LogLevel.Warning, "Not listening for changes of grants, trying again: {Reason}")]
    public static partial void NotListening(ILogger logger, string reason);

    [LoggerMessage(1015, LogLevel.Debug, "Still not listening for changes of grants: {Reason}")]
    public static partial void StillNotListening(ILogger logger, string reason);

    [LoggerMessage(1009, LogLevel.Error, "A page failed to take a change in")]
    public static partial void SubscriberFailed(ILogger logger, Exception exception);

    [LoggerMessage(1010, LogLevel.Information, "The guard is not installed: a sweep ended {Count} surviving tokens")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(1013, LogLevel.Information, "Forgot {Count} refresh token families that have no token any more")]
    public static partial void Forgot(ILogger logger, int count);

    [LoggerMessage(1014, LogLevel.Warning, "Refresh token families could not be forgotten: {Reason}")]
    public static partial void ForgetFailed(ILogger logger, string reason);

    [LoggerMessage(1012, LogLevel.Warning, "Client {ClientId} presented a token of client {OwnerClientId}: refused")]
    public static partial void ForeignToken(ILogger logger, string clientId, string? ownerClientId);

    [LoggerMessage(1011, LogLevel.Warning, "The sweep for surviving tokens could not run: {Reason}")]
    public static partial void SweepFailed(ILogger logger, string reason);
}

using Microsoft.AspNetCore.Http;

namespace TokenPortal.OpenIddict.Management;

/// <summary>An error in the form of Auth0's Management API.</summary>
internal sealed record ManagementError(int StatusCode, string Error, string Message, string ErrorCode)
{
    public static ManagementError BadRequest(string message, string code = "invalid_query_string") =>
        new(StatusCodes.Status400BadRequest, "Bad Request", message, code);

    public static ManagementError MissingToken { get; } = new(
        StatusCodes.Status401Unauthorized, "Unauthorized", "Missing authentication", "missing_authentication");

    public static ManagementError InvalidToken { get; } = new(
        StatusCodes.Status401Unauthorized, "Unauthorized", "Invalid token", "invalid_token");

    public static ManagementError InsufficientScope(params string[] scopes) => new(
        StatusCodes.Status403Forbidden, "Forbidden",
        $"Insufficient scope, expected any of: {string.Join(", ", scopes)}", "insufficient_scope");

    public static ManagementError OtherUser { get; } = new(
        StatusCodes.Status403Forbidden, "Forbidden", "The token is not of the user that user_id names",
        "operation_not_supported");

    public static ManagementError ClientsOnly { get; } = new(
        StatusCodes.Status403Forbidden, "Forbidden", "The token is a user's: this takes a client's own (client credentials)",
        "operation_not_supported");

    public static ManagementError TooMany { get; } = new(
        StatusCodes.Status429TooManyRequests, "Too Many Requests", "Global limit has been reached",
        "too_many_requests");

    public static ManagementError MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "Method Not Allowed", "This method is not offered here",
        "method_not_allowed");

    public static ManagementError Unavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "Service Unavailable",
        "The server cannot answer now, and could not confirm a change. It is safe to try again", "temporarily_unavailable");
}

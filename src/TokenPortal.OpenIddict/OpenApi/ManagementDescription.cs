using Microsoft.OpenApi;

namespace TokenPortal.OpenIddict.OpenApi;

/// <summary>What the server's OpenAPI document says of everything under /api/v2.</summary>
internal static class ManagementDescription
{
    public static OpenApiSchema Error { get; } = Describe.Members(
        ["statusCode", "error", "message", "errorCode"],
        ("statusCode", Describe.Number()), ("error", Describe.Text()), ("message", Describe.Text()),
        ("errorCode", Describe.Text()));

    public static (string, string)[] RateHeaders =>
    [
        ("X-RateLimit-Limit", "Requests that may be made in a minute."),
        ("X-RateLimit-Remaining", "Requests left in this minute."),
        ("X-RateLimit-Reset", "When all are there again, in seconds since 1970."),
    ];

    /// <summary>An operation's own answers, and those that all have.</summary>
    public static OpenApiResponses Responses(params (string Status, OpenApiResponse Response)[] own)
    {
        (string Status, OpenApiResponse Response)[] common =
        [
            ("401", Describe.Answer("The access token is missing, dead or for another API.", Error,
                ("WWW-Authenticate", "Bearer, with error invalid_token when a token was sent."))),
            ("403", Describe.Answer("The token lacks the scope, or is not for this.", Error)),
            ("405", Describe.Answer("Another method.", Error, ("Allow", "The methods that there are."))),
            ("429", Describe.Answer("Too many requests.", Error, ("Retry-After", "Seconds to wait."))),
            ("503", Describe.Answer("The database does not take part; it is safe to try again.", Error,
                ("Retry-After", "Seconds to wait."))),
        ];
        var responses = new OpenApiResponses();
        foreach (var (status, response) in own.Concat(common)) responses[status] = response;
        return responses;
    }
}

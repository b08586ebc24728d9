using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenPortal.Demo.LinkedApps;

/// <summary>The protocol as any app speaks it: code with PKCE, refresh, revocation (RFC 6749, 7636, 7009).</summary>
internal sealed class OAuthClient(HttpClient http, LinkedAppsOptions options)
{
    private ServerMetadata? _metadata;

    public async Task<string> DescribeSignInAsync(
        LinkedApp app, string device, string state, string codeChallenge, CancellationToken cancellationToken)
    {
        var metadata = await ReadMetadataAsync(cancellationToken);
        return QueryHelpers.AddQueryString(metadata.AuthorizationEndpoint, new Dictionary<string, string?>
        {
            ["client_id"] = app.Id,
            ["response_type"] = "code",
            ["redirect_uri"] = options.CallbackFor(app),
            ["scope"] = string.Join(' ', app.Scopes),
            ["state"] = state,
            ["code_challenge"] = codeChallenge,
            ["code_challenge_method"] = "S256",
            ["device"] = device.Length > 0 ? device : null,
        });
    }

    public Task<TokenAnswer> RedeemAsync(
        LinkedApp app, string code, string codeVerifier, CancellationToken cancellationToken) =>
        AskForTokensAsync(app, new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["code_verifier"] = codeVerifier,
            ["redirect_uri"] = options.CallbackFor(app),
        }, cancellationToken);

    public Task<TokenAnswer> RefreshAsync(LinkedApp app, string refreshToken, CancellationToken cancellationToken) =>
        AskForTokensAsync(app, new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refreshToken,
        }, cancellationToken);

    public async Task RevokeAsync(LinkedApp app, string token, CancellationToken cancellationToken)
    {
        var metadata = await ReadMetadataAsync(cancellationToken);
        using var request = Post(app, metadata.RevocationEndpoint, new() { ["token"] = token });
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task<UserInfo> ReadUserAsync(string accessToken, CancellationToken cancellationToken)
    {
        var metadata = await ReadMetadataAsync(cancellationToken);
        using var request = Get(new Uri(metadata.UserinfoEndpoint), accessToken);
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<UserInfo>(cancellationToken))!;
    }

    public async Task<HttpStatusCode> CallApiAsync(
        LinkedApp app, string accessToken, CancellationToken cancellationToken)
    {
        using var request = Get(new Uri(options.Api, app.ApiPath), accessToken);
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    private async Task<TokenAnswer> AskForTokensAsync(
        LinkedApp app, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        var metadata = await ReadMetadataAsync(cancellationToken);
        using var request = Post(app, metadata.TokenEndpoint, form);
        using var response = await http.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType != "application/json")
            return new TokenAnswer(response.StatusCode);

        var answer = await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken);
        return answer! with { Status = response.StatusCode };
    }

    private async Task<ServerMetadata> ReadMetadataAsync(CancellationToken cancellationToken) =>
        _metadata ??= (await http.GetFromJsonAsync<ServerMetadata>(
            new Uri(options.Authority, ".well-known/openid-configuration"), cancellationToken))!;

    private static HttpRequestMessage Get(Uri address, string accessToken) => new(HttpMethod.Get, address)
    {
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) },
    };

    private static HttpRequestMessage Post(LinkedApp app, string address, Dictionary<string, string> form)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address);
        if (app.Secret is null) form["client_id"] = app.Id;
        else
        {
            // RFC 6749 section 2.3.1: each half is form-encoded first.
            var pair = $"{WebUtility.UrlEncode(app.Id)}:{WebUtility.UrlEncode(app.Secret)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        request.Content = new FormUrlEncodedContent(form);
        return request;
    }

    private sealed record ServerMetadata(
        [property: JsonPropertyName("authorization_endpoint")] string AuthorizationEndpoint,
        [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
        [property: JsonPropertyName("userinfo_endpoint")] string UserinfoEndpoint,
        [property: JsonPropertyName("revocation_endpoint")] string RevocationEndpoint);
}

internal sealed record TokenAnswer([property: JsonIgnore] HttpStatusCode Status)
{
    [JsonConstructor]
    public TokenAnswer()
        : this(default(HttpStatusCode))
    {
    }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("refresh_token")]
    public string? RefreshToken { get; init; }

    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>The server would say the same again.</summary>
    [JsonIgnore]
    public bool IsRefusal => (int)Status is >= 400 and < 500 and not 429;
}

internal sealed record UserInfo(
    [property: JsonPropertyName("sub")] string Subject,
    [property: JsonPropertyName("email")] string? Email);

using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace TokenPortal.IntegrationTests.Fixtures;

/// <summary>A person's browser and an app's back end in one: signs in, connects, refreshes, introspects.</summary>
internal sealed partial class OAuthVisitor(Uri server) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
    })
    {
        BaseAddress = server,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Goes through authorization code and PKCE (RFC 7636), signing in when the server asks.</summary>
    public async Task<Tokens> ConnectAsync(CancellationToken cancellationToken)
    {
        var verifier = Base64UrlTextEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var challenge = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));
        var address = QueryHelpers.AddQueryString("connect/authorize", new Dictionary<string, string?>
        {
            ["client_id"] = RealServer.Client,
            ["response_type"] = "code",
            ["redirect_uri"] = RealServer.RedirectUri,
            ["scope"] = "openid offline_access calendar.read",
            ["code_challenge"] = challenge,
            ["code_challenge_method"] = "S256",
        });
        var location = await FollowAsync(address, cancellationToken);
        var code = QueryHelpers.ParseQuery(location.Query)["code"].ToString();
        var answer = await PostAsync("connect/token", RealServer.Client, RealServer.ClientSecret, new()
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["code_verifier"] = verifier,
            ["redirect_uri"] = RealServer.RedirectUri,
        }, cancellationToken);
        return answer.Tokens ?? throw new InvalidOperationException($"No tokens: {answer.Status} {answer.Error}");
    }

    public Task<Answer> RefreshAsync(string refreshToken, CancellationToken cancellationToken) => PostAsync(
        "connect/token", RealServer.Client, RealServer.ClientSecret,
        new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken }, cancellationToken);

    /// <summary>The body of the introspection answer (RFC 7662), as the API or the client sees it.</summary>
    public async Task<string> IntrospectAsync(string token, bool asApi, CancellationToken cancellationToken)
    {
        var (client, secret) = asApi
            ? (RealServer.Api, RealServer.ApiSecret) : (RealServer.Client, RealServer.ClientSecret);
        using var request = Request("connect/introspect", client, secret, new() { ["token"] = token });
        using var response = await _http.SendAsync(request, cancellationToken);
        return JsonSerializer.Serialize(await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken));
    }

    private async Task<Uri> FollowAsync(string address, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var response = await _http.GetAsync(address, cancellationToken);
            var location = response.Headers.Location
                ?? throw new InvalidOperationException($"{address} answered {response.StatusCode} without a redirect");
            if (location.ToString().StartsWith(RealServer.RedirectUri, StringComparison.Ordinal)) return location;
            address = location.ToString().Contains("signin", StringComparison.Ordinal)
                ? await SignInAsync(location.ToString(), cancellationToken)
                : location.ToString();
        }
    }

    private async Task<string> SignInAsync(string address, CancellationToken cancellationToken)
    {
        var page = await _http.GetStringAsync(address, cancellationToken);
        var fields = HiddenField().Matches(page)
            .Select(match => FieldAttribute().Matches(match.Value).ToDictionary(a => a.Groups[1].Value, a => a.Groups[2].Value))
            .ToDictionary(field => field["name"], field => WebUtility.HtmlDecode(field["value"]));
        fields["Email"] = RealServer.Email;
        fields["Password"] = RealServer.Password;
        using var response = await _http.PostAsync("signin", new FormUrlEncodedContent(fields), cancellationToken);
        return response.Headers.Location?.ToString()
            ?? throw new InvalidOperationException($"The sign-in answered {response.StatusCode}");
    }

    private async Task<Answer> PostAsync(
        string address, string client, string secret, Dictionary<string, string> form, CancellationToken cancellationToken)
    {
        using var request = Request(address, client, secret, form);
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return response.IsSuccessStatusCode
            ? new Answer(response.StatusCode, null, new Tokens(
                body.GetProperty("access_token").GetString()!, body.GetProperty("refresh_token").GetString()!))
            : new Answer(response.StatusCode, body.GetProperty("error").GetString(), null);
    }

    private static HttpRequestMessage Request(
        string address, string client, string secret, Dictionary<string, string> form) => new(HttpMethod.Post, address)
    {
        Content = new FormUrlEncodedContent(form),
        Headers =
        {
            Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}"))),
        },
    };

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenField();

    [GeneratedRegex("(name|value)=\"([^\"]*)\"")]
    private static partial Regex FieldAttribute();
}

internal sealed record Tokens(string AccessToken, string RefreshToken);

internal sealed record Answer(HttpStatusCode Status, string? Error, Tokens? Tokens);

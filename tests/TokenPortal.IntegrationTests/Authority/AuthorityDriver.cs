using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>One browser with one person, and the back end of one app. Notes which pages the person was shown.</summary>
internal sealed partial class AuthorityDriver(Uri server, string client, string email) : IDisposable
{
    private const int MostSteps = 10;

    private readonly HttpClient _http = new(new SecretCollector(new SocketsHttpHandler { AllowAutoRedirect = false }))
    {
        BaseAddress = server,
    };

    private string _verifier = "";

    public HttpClient Http => _http;

    /// <summary>The pages that the last authorization stopped at: "signin", "consent".</summary>
    public List<string> Pages { get; } = [];

    /// <summary>The last page that was shown.</summary>
    public string Html { get; private set; } = "";

    public string Password { get; set; } = AuthorityFixture.Password;

    public static string SecretOf(string client) => $"secret-of-{client}";

    public static string RedirectUriOf(string client) => $"http://localhost/{client}/callback";

    public static string GoodbyeUriOf(string client) => $"http://localhost/{client}/goodbye";

    public void Dispose() => _http.Dispose();

    /// <summary>Asks for a code; answers what came back to the app, or nothing when a page was the end.</summary>
    public async Task<Dictionary<string, string>> AuthorizeAsync(
        string scope = "openid offline_access calendar.read", string decision = "allow",
        params (string Name, string Value)[] more)
    {
        Pages.Clear();
        return await FollowAsync(await _http.GetAsync(AuthorizeAddress(scope, more), Cancellation), decision);
    }

    public string AuthorizeAddress(string scope, params (string Name, string Value)[] more)
    {
        _verifier = Base64UrlTextEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = client,
            ["response_type"] = "code",
            ["redirect_uri"] = RedirectUriOf(client),
            ["scope"] = scope,
            ["state"] = "the state",
            ["code_challenge"] = Base64UrlTextEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
            ["code_challenge_method"] = "S256",
        };
        foreach (var (name, value) in more) query[name] = value;
        return QueryHelpers.AddQueryString("connect/authorize", query);
    }

    /// <summary>Signs in, allows and redeems the code.</summary>
    public async Task<JsonElement> ConnectAsync(
        string scope = "openid offline_access calendar.read", params (string Name, string Value)[] more)
    {
        var answer = await AuthorizeAsync(scope, "allow", more);
        return (await RedeemAsync(answer["code"])).Body;
    }

    public Task<(HttpStatusCode Status, JsonElement Body)> RedeemAsync(string code) => PostAsync("connect/token",
        ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", RedirectUriOf(client)),
        ("code_verifier", _verifier));

    public Task<(HttpStatusCode Status, JsonElement Body)> RefreshAsync(
        string refreshToken, params (string, string)[] more) =>
        PostAsync("connect/token", [("grant_type", "refresh_token"), ("refresh_token", refreshToken), .. more]);

    public async Task<JsonElement> IntrospectAsync(string token) =>
        (await PostAsync("connect/introspect", ("token", token))).Body;

    public async Task<(HttpStatusCode Status, JsonElement Body)> UserInfoAsync(string accessToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "connect/userinfo");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await ReadAsync(await _http.SendAsync(request, Cancellation));
    }

    /// <summary>Posts as the app, with its secret if it has one.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(
        string address, params (string Name, string Value)[] fields)
    {
        var form = fields.Append(("client_id", client));
        if (client != "photos") form = form.Append(("client_secret", SecretOf(client)));
        return await ReadAsync(await _http.PostAsync(address, Form(form), Cancellation));
    }

    public static FormUrlEncodedContent Form(IEnumerable<(string Name, string Value)> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    /// <summary>The hidden fields of a page's form, as the browser would post them.</summary>
    public static List<(string Name, string Value)> HiddenFields(string html) => [.. HiddenField().Matches(html)
        .Select(match => FieldAttribute().Matches(match.Value)
            .ToDictionary(a => a.Groups[1].Value, a => WebUtility.HtmlDecode(a.Groups[2].Value)))
        .Select(field => (field["name"], field["value"]))];

    public static JsonElement Claims(string jwt) =>
        JsonSerializer.Deserialize<JsonElement>(Base64UrlTextEncoder.Decode(jwt.Split('.')[1]));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<Dictionary<string, string>> FollowAsync(HttpResponseMessage response, string decision)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            if (response.Headers.Location is { } location)
            {
                var target = new Uri(server, location);
                if (target.Authority != server.Authority)
                    return QueryHelpers.ParseQuery(target.Query).ToDictionary(p => p.Key, p => p.Value.ToString());
                response = await _http.GetAsync(target, Cancellation);
                continue;
            }

            Html = await response.Content.ReadAsStringAsync(Cancellation);
            if (Html.Contains("name=\"Password\"", StringComparison.Ordinal) && !Pages.Contains("signin"))
            {
                Pages.Add("signin");
                response = await _http.PostAsync("signin", Form(
                    [.. HiddenFields(Html), ("Email", email), ("Password", Password)]), Cancellation);
            }
            else if (Html.Contains("name=\"decision\"", StringComparison.Ordinal) && decision.Length > 0)
            {
                Pages.Add("consent");
                response = await _http.PostAsync("connect/authorize", Form(
                    [.. HiddenFields(Html), ("decision", decision)]), Cancellation);
            }
            else
            {
                return [];
            }
        }

        throw new InvalidOperationException("The server sends the browser in circles.");
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text));
    }

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex HiddenField();

    [GeneratedRegex("(name|value)=\"([^\"]*)\"")]
    private static partial Regex FieldAttribute();
}

using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>What the revocation endpoint answered.</summary>
internal sealed record RevocationAnswer(HttpStatusCode Status, string Body, string Headers)
{
    public string? Error => Body.Length == 0 ? null
        : JsonDocument.Parse(Body).RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
}

/// <summary>A client's back end at the revocation endpoint, in each way that clients have.</summary>
internal sealed class RevocationCaller(Uri server) : IDisposable
{
    public const string Path = "oauth/revoke";

    private readonly HttpClient _http = new() { BaseAddress = server };

    public void Dispose() => _http.Dispose();

    public Task<RevocationAnswer> RevokeAsync(string way, string client, string token, string path = Path) => way switch
    {
        "form" => FormAsync(client, token, path),
        "JSON" => JsonAsync(client, token, path),
        "Basic" => BasicAsync($"{client}:{AuthorityDriver.SecretOf(client)}", token, path),
        _ => throw new ArgumentOutOfRangeException(nameof(way), way, null),
    };

    public Task<RevocationAnswer> FormAsync(
        string client, string token, string path = Path, params (string, string)[] more) =>
        SendAsync(path, AuthorityDriver.Form([("token", token), .. Credentials(client), .. more]));

    public Task<RevocationAnswer> BasicAsync(
        string credentials, string token, string path = Path, params (string, string)[] more) =>
        SendAsync(
            path, AuthorityDriver.Form([("token", token), .. more]),
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(credentials))));

    public Task<RevocationAnswer> FieldsAsync(params (string, string)[] fields) =>
        SendAsync(Path, AuthorityDriver.Form(fields));

    public async Task<RevocationAnswer> SendAsync(
        string path, HttpContent? content, AuthenticationHeaderValue? authorization = null, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Post, path) { Content = content };
        request.Headers.Authorization = authorization;
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new RevocationAnswer(
            answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            // All but the time of day.
            string.Join('\n', answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date")
                .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order()));
    }

    private Task<RevocationAnswer> JsonAsync(string client, string token, string path) => SendAsync(
        path,
        new StringContent(
            JsonSerializer.Serialize(Credentials(client).Append(("token", token)).ToDictionary()), Encoding.UTF8,
            "application/json"));

    private static IEnumerable<(string, string)> Credentials(string client) => client == "photos"
        ? [("client_id", client)]
        : [("client_id", client), ("client_secret", AuthorityDriver.SecretOf(client))];
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>Calls /api/v2/device-credentials with one access token.</summary>
internal sealed class DeviceApiClient(HttpClient http, string? accessToken)
{
    private const string Path = "api/v2/device-credentials";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>An operator's program: the machine client with the scopes for everybody's devices.</summary>
    public static async Task<DeviceApiClient> OfOperatorAsync(
        AuthorityFixture authority, string scope = "read:device_credentials delete:device_credentials")
    {
        var machine = authority.Visit("nightly");
        var (status, tokens) = await machine.PostAsync(
            "connect/token", ("grant_type", "client_credentials"), ("scope", scope));
        Assert.Equal(HttpStatusCode.OK, status);
        return new DeviceApiClient(machine.Http, tokens.GetProperty("access_token").GetString());
    }

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string rest)
    {
        using var request = new HttpRequestMessage(method, Path + rest);
        if (accessToken is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return await http.SendAsync(request, Cancellation);
    }

    public async Task<JsonElement> ListAsync(string query)
    {
        using var answer = await SendAsync(HttpMethod.Get, query);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await ReadAsync(answer);
    }

    public async Task<HttpStatusCode> DeleteAsync(string id)
    {
        using var answer = await SendAsync(HttpMethod.Delete, $"/{id}");
        return answer.StatusCode;
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Cancellation));
}

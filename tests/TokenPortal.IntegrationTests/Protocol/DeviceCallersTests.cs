using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Conformance;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Protocol;

/// <summary>Who calls /api/v2/device-credentials: forged tokens, machines that pose as a user, and callers without end.</summary>
public sealed class DeviceCallersTests(DatabaseServer server)
{
    private const string Path = "api/v2/device-credentials";
    private const string CurrentUser = "read:current_user_device_credentials delete:current_user_device_credentials";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    [Proves("V3.5.3")]
    public async Task ForgedToken_OfEachKind_Is401()
    {
        await using var authority = await StartAsync();
        using var vault = authority.Visit("vault");
        var jwt = AccessToken(await vault.ConnectAsync("openid offline_access"));
        string Good(params (string, JsonNode)[] more) => ForgedTokens.With(
            authority, jwt, [("aud", "tokenportal"), ("scope", "read:device_credentials"), .. more]);
        // What is refused below is refused for what was changed: without it, the server's own key opens the door.
        using var good = await SendAsync(vault.Http, Good());
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);

        foreach (var token in new[]
        {
            ForgedTokens.Unsigned(Good()), ForgedTokens.OfOtherKey(Good()), Good(("aud", "demo-api")),
            Good(("iss", "https://elsewhere.example/")), Good(("oi_tkn_id", Guid.NewGuid().ToString())),
        })
            await AssertRefusedAsync(vault.Http, token);

        authority.Clock.Advance(TimeSpan.FromHours(1));
        await AssertRefusedAsync(vault.Http, Good());
    }

    [Fact]
    [Proves("device credentials")]
    public async Task Machine_WhoseIdIsAUsers_IsNotThatUser()
    {
        await using var authority = await StartAsync(
            ("Authority:Clients:4:Scopes:4", CurrentUser.Split(' ')[0]),
            ("Authority:Clients:4:Scopes:5", CurrentUser.Split(' ')[1]));
        using var visitor = authority.Visit();
        await visitor.ConnectAsync();
        await authority.Database.QueryAsync<int>("""
            update "OpenIddictTokens" set "Subject" = 'nightly';
            update "OpenIddictAuthorizations" set "Subject" = 'nightly';
            update portal.families set subject = 'nightly'
            """);
        var operators = await DeviceApiClient.OfOperatorAsync(authority);
        var id = Assert.Single((await operators.ListAsync("?user_id=nightly")).EnumerateArray()).GetProperty("id").GetString();
        var machine = await DeviceApiClient.OfOperatorAsync(authority, CurrentUser);

        await AssertForbiddenAsync(() => machine.SendAsync(HttpMethod.Get, ""));
        await AssertForbiddenAsync(() => machine.SendAsync(HttpMethod.Get, "?user_id=nightly"));
        await AssertForbiddenAsync(() => machine.SendAsync(HttpMethod.Delete, $"/{id}"));
        await AssertForbiddenAsync(() => operators.SendAsync(HttpMethod.Get, "?user_id=me"));
        Assert.Single((await operators.ListAsync("")).EnumerateArray());
    }

    [Fact]
    [Proves("R26")]
    public async Task Requests_OverTheLimit_Are429AndTheHeadersCountDown()
    {
        await using var authority = await StartAsync(("TokenPortal:RequestsPerMinute", "3"));
        var api = await DeviceApiClient.OfOperatorAsync(authority);
        for (var left = 2; left >= 0; left--)
        {
            using var answer = await api.SendAsync(HttpMethod.Get, "");
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            AssertCounted(authority, answer, left);
        }

        using var refused = await api.SendAsync(HttpMethod.Delete, "/dcr_0000000000000000");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        AssertCounted(authority, refused, 0);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var error = await DeviceApiClient.ReadAsync(refused);
        Assert.Equal((429, "too_many_requests"), (
            error.GetProperty("statusCode").GetInt32(), error.GetProperty("errorCode").GetString()));
        using var annsApp = authority.Visit();
        var tokens = await annsApp.ConnectAsync($"openid offline_access {CurrentUser}");
        using var other = await new DeviceApiClient(annsApp.Http, AccessToken(tokens)).SendAsync(HttpMethod.Get, "");
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Scheme_AndPath_InAnyCaseAndWithASlash_AreTheSame()
    {
        await using var authority = await StartAsync();
        using var visitor = authority.Visit();
        var token = AccessToken((await authority.Visit("nightly").PostAsync("connect/token",
            ("grant_type", "client_credentials"), ("scope", "read:device_credentials"))).Body);
        foreach (var scheme in new[] { "bearer", "BEARER" })
        {
            foreach (var path in new[] { "api/v2/device-credentials/", "API/V2/Device-Credentials" })
            {
                using var answer = await SendAsync(visitor.Http, token, scheme, path);
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }
        }
    }

    private static void AssertCounted(AuthorityFixture authority, HttpResponseMessage answer, int left)
    {
        Assert.Equal("3", Assert.Single(answer.Headers.GetValues("X-RateLimit-Limit")));
        Assert.Equal($"{left}", Assert.Single(answer.Headers.GetValues("X-RateLimit-Remaining")));
        var reset = long.Parse(Assert.Single(answer.Headers.GetValues("X-RateLimit-Reset")), CultureInfo.InvariantCulture);
        Assert.InRange(reset - authority.Clock.GetUtcNow().ToUnixTimeSeconds(), 1, 60);
    }

    private static async Task AssertRefusedAsync(HttpClient http, string token)
    {
        using var answer = await SendAsync(http, token);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer error=\"invalid_token\"", answer.Headers.WwwAuthenticate.ToString());
    }

    private static async Task AssertForbiddenAsync(Func<Task<HttpResponseMessage>> send)
    {
        using var answer = await send();
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var error = await DeviceApiClient.ReadAsync(answer);
        Assert.Equal((403, "Forbidden", "operation_not_supported"), (
            error.GetProperty("statusCode").GetInt32(), error.GetProperty("error").GetString(),
            error.GetProperty("errorCode").GetString()));
    }

    private static async Task<HttpResponseMessage> SendAsync(
        HttpClient http, string token, string scheme = "Bearer", string path = Path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, token);
        return await http.SendAsync(request, Cancellation);
    }

    private async Task<AuthorityFixture> StartAsync(params (string Key, string Value)[] settings)
    {
        var authority = new AuthorityFixture(server)
        {
            More = settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value),
        };
        await authority.InitializeAsync();
        return authority;
    }

    private static string AccessToken(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}

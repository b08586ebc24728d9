using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.OpenIddict.Requests;
using static OpenIddict.Server.OpenIddictServerEvents;
using BuiltIn = OpenIddict.Server.OpenIddictServerHandlers.Revocation;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>Who gets how far at the revocation endpoint, and what a refusal looks like.</summary>
public sealed class EndpointRulesTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Assertion = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private readonly RevocationCaller _caller = new(authority.Address);
    private readonly AuthorityDriver _visitor = authority.Visit();
    private string _token = "";
    private List<string> _before = [];

    private static string Secret => AuthorityDriver.SecretOf("calendar");

    public async ValueTask InitializeAsync()
    {
        await authority.Database.ForgetGrantsAsync();
        _token = (await _visitor.ConnectAsync()).GetProperty("refresh_token").GetString()!;
        _before = await authority.Database.SnapshotAsync();
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        _visitor.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [Proves("R3", "R25", "methods")]
    public async Task Method_OtherThanPost_Is405(string method)
    {
        var answer = await _caller.SendAsync($"oauth/revoke?callback=x&token={_token}", null, method: new HttpMethod(method));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "invalid_request"), (answer.Status, answer.Error));
        Assert.Contains("Allow: POST", answer.Headers, StringComparison.Ordinal);
        await AssertUntouchedAsync();
    }

    [Theory]
    [InlineData("OAuth/Revoke")]
    [InlineData("oauth/revoke/")]
    [InlineData("oauth/%72evoke?x=1")]
    public async Task Address_WrittenInAnotherWay_IsNoWayAround(string path)
    {
        var refused = await _caller.SendAsync(path, null, method: HttpMethod.Get);
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "invalid_request"), (refused.Status, refused.Error));
        await AssertRefusedAsync(await _caller.FormAsync("vault", "x", path, ("token", _token)), HttpStatusCode.BadRequest, "invalid_request");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), await StatusAsync(_caller.FormAsync("vault", _token, path)));
        Assert.Equal((HttpStatusCode.OK, null), await StatusAsync(_caller.FormAsync("calendar", _token, path)));
        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.RefreshAsync(_token)).Status);
    }

    [Fact]
    [Proves("in the server")]
    public void Handlers_ThatWouldRevokeOrJudgeBesideOurs_AreNotThere()
    {
        var handlers = authority.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.Handlers;
        var revoking = handlers.Where(handler => handler.ContextType == typeof(HandleRevocationRequestContext)).ToList();
        Assert.Equal(
            [typeof(BuiltIn.AttachPrincipal), typeof(TokenPortal.OpenIddict.Revocation.RevokeToken)],
            revoking.OrderBy(handler => handler.Order).Select(handler => handler.ServiceDescriptor.ServiceType));
    }

    [Fact]
    [Proves("R4")]
    public async Task Discovery_PublishesTheAddress()
    {
        var metadata = JsonSerializer.Deserialize<JsonElement>(await _visitor.Http.GetStringAsync(
            ".well-known/openid-configuration", TestContext.Current.CancellationToken));
        var address = new Uri(metadata.GetProperty("revocation_endpoint").GetString()!);
        Assert.True(address.IsAbsoluteUri && address.Fragment.Length == 0 && address.IsLoopback);
        Assert.Equal(new Uri(authority.Address, "connect/revoke"), address);
        Assert.Contains("private_key_jwt", metadata.GetProperty("revocation_endpoint_auth_methods_supported")
            .EnumerateArray().Select(method => method.GetString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [Proves("R7")]
    public async Task Token_MissingOrEmpty_IsAnInvalidRequest(string? token)
    {
        (string, string)[] credentials = [("client_id", "calendar"), ("client_secret", Secret)];
        await AssertRefusedAsync(
            await _caller.FieldsAsync(token is null ? credentials : [.. credentials, ("token", token)]),
            HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Proves("R10", "R11", "R27", "V10.4.10")]
    public async Task Credentials_WrongOrMissing_Are401AndChangeNothing()
    {
        var id = ("client_id", "calendar");
        await AssertRefusedAsync(
            await _caller.FieldsAsync(id, ("client_secret", "wrong"), ("token", _token)), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await _caller.FieldsAsync(id, ("token", _token)), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(
            await _caller.FieldsAsync(id, ("client_secret", ""), ("token", _token)), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(await _caller.FieldsAsync(("token", _token)), HttpStatusCode.Unauthorized, "invalid_client");
        await AssertRefusedAsync(
            await _caller.FieldsAsync(("client_id", "photos"), ("client_secret", "x"), ("token", _token)),
            HttpStatusCode.Unauthorized, "invalid_client");
        var basic = await _caller.BasicAsync("calendar:wrong", _token);
        await AssertRefusedAsync(basic, HttpStatusCode.Unauthorized, "invalid_client");
        Assert.Contains("WWW-Authenticate: Basic", basic.Headers, StringComparison.Ordinal);
    }

    [Fact]
    [Proves("same bytes")]
    public async Task Client_UnknownOrWithAWrongSecret_GetsTheSameBytes()
    {
        var wrong = await _caller.FieldsAsync(("client_id", "calendar"), ("client_secret", "wrong"), ("token", _token));
        var unknown = await _caller.FieldsAsync(("client_id", "nobody"), ("client_secret", "wrong"), ("token", _token));
        Assert.Equal(wrong, unknown);
        Assert.Equal(
            await _caller.BasicAsync("calendar:wrong", _token), await _caller.BasicAsync("nobody:wrong", _token));
    }

    [Fact]
    [Proves("R12")]
    public async Task Request_WithTwoWaysOrTwoTokens_IsInvalid()
    {
        await AssertRefusedAsync(
            await _caller.BasicAsync($"calendar:{Secret}", _token, more: [("client_id", "calendar"), ("client_secret", Secret)]),
            HttpStatusCode.BadRequest, "invalid_request");
        await AssertRefusedAsync(
            await _caller.FormAsync("calendar", _token, more: ("token", _token)), HttpStatusCode.BadRequest, "invalid_request");
    }

    [Fact]
    [Proves("R14")]
    public async Task PublicClient_WithoutItsName_IsRefused_WithIt_Revokes()
    {
        using var photos = authority.Visit("photos");
        var token = (await photos.ConnectAsync("openid offline_access")).GetProperty("refresh_token").GetString()!;
        Assert.Equal(HttpStatusCode.Unauthorized, (await _caller.FieldsAsync(("token", token))).Status);
        Assert.Equal(HttpStatusCode.OK, (await _caller.FieldsAsync(("client_id", "photos"), ("token", token))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await photos.RefreshAsync(token)).Status);
    }

    [Fact]
    [Proves("R10", "V10.4.16")]
    public async Task SignedAssertion_OfTheClient_Authenticates()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        var signing = new RsaSecurityKey(key);
        await AddKeyAsync("calendar", JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(key.ExportParameters(false))));
        (string, string)[] Fields(RsaSecurityKey with) =>
        [
            ("client_assertion_type", Assertion), ("client_assertion", Sign(with)), ("token", _token),
        ];
        using var other = System.Security.Cryptography.RSA.Create(2048);

        await AssertRefusedAsync(
            await _caller.FieldsAsync(Fields(new RsaSecurityKey(other))), HttpStatusCode.Unauthorized, "invalid_client");
        Assert.Equal(HttpStatusCode.OK, (await _caller.FieldsAsync(Fields(signing))).Status);

        Assert.Equal(HttpStatusCode.BadRequest, (await _visitor.RefreshAsync(_token)).Status);
    }

    [Fact]
    [Proves("R30")]
    public async Task Token_InTheAddress_IsNotRead()
    {
        var answer = await _caller.SendAsync(
            $"oauth/revoke?token={_token}&client_id=calendar&client_secret={Secret}", AuthorityDriver.Form([]));
        await AssertRefusedAsync(answer, HttpStatusCode.BadRequest, "invalid_request");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=utf-16")]
    [Proves("content types")]
    public async Task ContentType_Other_Is415(string type)
    {
        using var content = new ByteArrayContent([1]);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await AssertRefusedAsync(
            await _caller.SendAsync("oauth/revoke", content), HttpStatusCode.UnsupportedMediaType, "invalid_request");
    }

    private async Task AssertRefusedAsync(RevocationAnswer answer, HttpStatusCode status, string error)
    {
        Assert.Equal((status, error), (answer.Status, answer.Error));
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        await AssertUntouchedAsync();
    }

    private static async Task<(HttpStatusCode, string?)> StatusAsync(Task<RevocationAnswer> answer) =>
        ((await answer).Status, (await answer).Error);

    private async Task AssertUntouchedAsync() => Assert.Equal(_before, await authority.Database.SnapshotAsync());

    private string Sign(SecurityKey key) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = "calendar",
        Audience = authority.Address.ToString(),
        Claims = new Dictionary<string, object> { ["sub"] = "calendar", ["jti"] = Guid.NewGuid().ToString() },
        TokenType = "client-authentication+jwt",
        IssuedAt = authority.Clock.GetUtcNow().UtcDateTime,
        NotBefore = authority.Clock.GetUtcNow().UtcDateTime,
        Expires = authority.Clock.GetUtcNow().UtcDateTime.AddMinutes(5),
        SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
    });

    private async Task AddKeyAsync(string client, JsonWebKey key)
    {
        await using var scope = authority.Services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        var application = (await applications.FindByClientIdAsync(client))!;
        var descriptor = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(descriptor, application);
        descriptor.JsonWebKeySet = new JsonWebKeySet { Keys = { key } };
        await applications.UpdateAsync(application, descriptor);
    }
}

/// <summary>What only settings bring: CORS, the rate limit, and an address under HTTPS.</summary>
public sealed class EndpointSettingsTests(DatabaseServer server)
{
    private const string Origin = "https://app.example";

    [Fact]
    [Proves("R24")]
    public async Task Origin_Listed_MayCallAndOthersMayNot()
    {
        await using var authority = await StartAsync(("TokenPortal:AllowedOrigins:0", Origin));
        using var http = new HttpClient { BaseAddress = authority.Address };
        Assert.Equal((HttpStatusCode.NoContent, Origin), await AskAsync(http, Origin));
        Assert.Equal((HttpStatusCode.MethodNotAllowed, null), await AskAsync(http, "https://elsewhere.example"));

        using var post = new HttpRequestMessage(HttpMethod.Post, "oauth/revoke")
        {
            Content = AuthorityDriver.Form([("client_id", "photos"), ("token", "x")]),
            Headers = { { "Origin", Origin } },
        };
        using var answer = await http.SendAsync(post, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Origin, Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Fact]
    [Proves("R26")]
    public async Task Requests_OverTheLimit_Are429ForThatClientOnly()
    {
        await using var authority = await StartAsync(("TokenPortal:RequestsPerMinute", "3"));
        using var caller = new RevocationCaller(authority.Address);
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.OK, (await caller.FormAsync("photos", "x")).Status);

        var refused = await caller.FormAsync("photos", "x");

        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (refused.Status, refused.Error));
        Assert.Matches("Retry-After: [1-9][0-9]?\n", refused.Headers);
        Assert.Equal(HttpStatusCode.OK, (await caller.FormAsync("calendar", "x")).Status);
    }

    [Fact]
    [Proves("R26")]
    public async Task Requests_NamingClientsWithoutEnd_Are429ForTheirAddress()
    {
        await using var authority = await StartAsync(("TokenPortal:RequestsPerMinute", "3"));
        using var caller = new RevocationCaller(authority.Address);
        for (var i = 0; i < 30; i++)
        {
            var guess = await caller.FieldsAsync(("client_id", $"guess{i}"), ("client_secret", "x"), ("token", "x"));
            Assert.Equal(HttpStatusCode.Unauthorized, guess.Status);
        }

        var refused = await caller.FieldsAsync(("client_id", "guess"), ("client_secret", "x"), ("token", "x"));

        Assert.Equal((HttpStatusCode.TooManyRequests, "too_many_requests"), (refused.Status, refused.Error));
        Assert.Matches("Retry-After: [1-9][0-9]?\n", refused.Headers);
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.5", "::ffff:203.0.113.5", true)]
    [InlineData("203.0.113.5", "203.0.113.6", false)]
    [Proves("R26")]
    public void Addresses_OfOneOwner_ShareACount(string one, string other, bool same)
    {
        Assert.Equal(same, Of(one) == Of(other));

        static Caller Of(string address) => Caller.Of(
            new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } }, "revoke", "photos");
    }

    [Fact]
    [Proves("R4")]
    public async Task Discovery_OfAServerUnderHttps_PublishesHttps()
    {
        await using var authority = await StartAsync(
            ("Authority:Issuer", "https://accounts.example/"), ("ForwardedHeaders_Enabled", "true"));
        using var http = new HttpClient { BaseAddress = authority.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, ".well-known/openid-configuration")
        {
            Headers = { { "X-Forwarded-Proto", "https" }, { "Host", "accounts.example" } },
        };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var metadata = JsonSerializer.Deserialize<JsonElement>(
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("https://accounts.example/connect/revoke", metadata.GetProperty("revocation_endpoint").GetString());
    }

    [Fact]
    [Proves("R5", "R4")]
    public async Task Server_PublishedUnderHttps_RefusesPlainHttp()
    {
        await using var authority = await StartAsync(("Authority:Issuer", "https://accounts.example/"));
        using var caller = new RevocationCaller(authority.Address);
        var answer = await caller.FormAsync("photos", "x");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid_request"), (answer.Status, answer.Error));
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

    private static async Task<(HttpStatusCode, string?)> AskAsync(HttpClient http, string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "oauth/revoke");
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "POST");
        request.Headers.Add("Access-Control-Request-Headers", "content-type");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode,
            answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var allowed) ? allowed.Single() : null);
    }
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Authority;

namespace TokenPortal.IntegrationTests.Conformance;

/// <summary>OpenIddict's introspection endpoint as it stands in a server with TokenPortal.</summary>
public sealed class IntrospectionTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>, IAsyncLifetime
{
    private const string Inactive = """{"active":false}""";
    private const string Path = "connect/introspect";

    private readonly RevocationCaller _caller = new(authority.Address);

    public async ValueTask InitializeAsync() => await authority.Database.ForgetGrantsAsync();

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("")]
    [InlineData("refresh_token")]
    [InlineData("banana")]
    [Proves("I1", "I4", "I8", "I10", "I11")]
    public async Task LiveToken_IsActiveWithMembersOfTheirTypes(string hint)
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync("openid offline_access calendar.read");

        var answer = await _caller.FormAsync("demo-api", Access(tokens), Path, ("token_type_hint", hint));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains("Content-Type: application/json", answer.Headers, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
        var body = JsonSerializer.Deserialize<JsonElement>(answer.Body);
        Assert.Equal(JsonValueKind.True, body.GetProperty("active").ValueKind);
        foreach (var text in new[] { "scope", "client_id", "sub", "iss", "jti", "token_type" })
            Assert.Equal(JsonValueKind.String, body.GetProperty(text).ValueKind);
        foreach (var time in new[] { "exp", "iat" })
            Assert.True(body.GetProperty(time).TryGetInt64(out _));
        Assert.Equal("subject-of-ann", body.GetProperty("sub").GetString());
        Assert.DoesNotContain("ann@example.com", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann Example", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Proves("I5", "I6", "I9", "I7")]
    public async Task DeadOrForeignToken_IsInactiveAndNothingElse()
    {
        using var visitor = authority.Visit();
        var revoked = await visitor.ConnectAsync();
        await _caller.FormAsync("calendar", Refresh(revoked));
        var expired = await visitor.ConnectAsync();
        authority.Clock.Advance(TimeSpan.FromHours(1));
        var live = await visitor.ConnectAsync();
        var before = await authority.Database.SnapshotAsync();

        foreach (var token in new[]
        {
            "unknown", "a.b.c", Access(revoked), Refresh(revoked), Access(expired),
        })
            await AssertInactiveAsync("demo-api", token);
        // Live, and not this caller's business.
        await AssertInactiveAsync("demo-api", Refresh(live));
        await AssertInactiveAsync("vault", Access(live));
        await AssertInactiveAsync("vault", Refresh(live));
        Assert.Equal(before, await authority.Database.SnapshotAsync());
    }

    [Fact]
    [Proves("I5", "I7", "V3.5.3")]
    public async Task ForgedToken_OfEachKind_IsInactive()
    {
        using var vault = authority.Visit("vault");
        var jwt = Access(await vault.ConnectAsync("openid offline_access files.read"));
        string Changed(string name, JsonNode value) => ForgedTokens.With(authority, jwt, (name, value));
        // What is refused below is refused for what was changed: signed anew as it was, it is active.
        var copy = Changed("more", true);
        Assert.True((await vault.IntrospectAsync(copy)).GetProperty("active").GetBoolean());

        foreach (var token in new[]
        {
            ForgedTokens.Unsigned(jwt), ForgedTokens.OfOtherKey(jwt), jwt[..^4] + "AAAA",
            Changed("iss", "https://elsewhere.example/"), Changed("oi_tkn_id", Guid.NewGuid().ToString()),
        })
            await AssertInactiveAsync("vault", token);

        // Not valid yet, which at this server is a state of the token's entry, as its times are.
        await authority.Database.ExecuteAsync("""update "OpenIddictTokens" set "Status" = 'inactive'""");
        await AssertInactiveAsync("vault", copy);
    }

    [Fact]
    [Proves("I2", "I3")]
    public async Task Caller_UnknownWrongOrNotAllowed_LearnsNothing()
    {
        using var visitor = authority.Visit();
        var token = Access(await visitor.ConnectAsync());
        var nobody = await _caller.SendAsync(Path, AuthorityDriver.Form([("token", token)]));
        var wrong = await _caller.BasicAsync("demo-api:wrong", token, Path);
        var unknown = await _caller.BasicAsync("nobody:wrong", token, Path);
        var notAllowed = await _caller.FormAsync("photos", token, Path);

        Assert.All([nobody, wrong, unknown], answer =>
            Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (answer.Status, answer.Error)));
        Assert.Equal(wrong, unknown);
        Assert.Equal((HttpStatusCode.BadRequest, "unauthorized_client"), (notAllowed.Status, notAllowed.Error));
        Assert.All([nobody, wrong, unknown, notAllowed], answer =>
            Assert.DoesNotContain("active", answer.Body, StringComparison.Ordinal));
    }

    [Fact]
    [Proves("I13")]
    public async Task Get_IsRefused()
    {
        var answer = await _caller.SendAsync($"{Path}?token=x", null, method: HttpMethod.Get);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
        Assert.Contains("Allow: POST", answer.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("calendar")]
    [InlineData("vault")]
    [Proves("I14", "V3.5.1", "V10.4.9")]
    public async Task Tokens_OfAnAppThatTheUserRemovedInThePortal_AreInactiveAtOnce(string client)
    {
        using var visitor = authority.Visit(client);
        var tokens = await visitor.ConnectAsync("openid offline_access");
        var service = authority.Database.Service(authority.Clock);
        var cancellation = TestContext.Current.CancellationToken;
        var app = Assert.Single(await service.ListAsync("subject-of-ann", cancellation));

        Assert.IsType<RevokeResult.Revoked>(await service.RevokeAsync(
            "subject-of-ann", app.Key, Actor.User("subject-of-ann"), cancellation));

        await AssertInactiveAsync(client, Access(tokens));
        await AssertInactiveAsync(client, Refresh(tokens));
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.RefreshAsync(Refresh(tokens))).Status);
    }

    private async Task AssertInactiveAsync(string client, string token)
    {
        var answer = await _caller.FormAsync(client, token, Path);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(Inactive, JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(answer.Body)));
        Assert.Contains("Cache-Control: no-store", answer.Headers, StringComparison.Ordinal);
    }

    private static string Refresh(JsonElement tokens) => tokens.GetProperty("refresh_token").GetString()!;

    private static string Access(JsonElement tokens) => tokens.GetProperty("access_token").GetString()!;
}

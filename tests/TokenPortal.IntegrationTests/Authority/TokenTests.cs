using System.Net;
using System.Text.Json;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>What each kind of client gets, what its tokens say, and how long they hold.</summary>
public sealed class TokenTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task AccessToken_IsAReference_WhosePayloadInTheDatabaseCannotBeUsed()
    {
        using var visitor = authority.Visit();

        var tokens = await visitor.ConnectAsync();

        Assert.DoesNotContain('.', Text(tokens, "access_token"));
        var payloads = await authority.Database.QueryAsync<string>(
            """select "Payload" from "OpenIddictTokens" where "Type" like '%access_token' and "Payload" is not null""");
        // A JWE has five parts; the three of a JWS would be a token that an API accepts by keys alone.
        Assert.All(payloads, payload => Assert.Equal(5, payload.Split('.').Length));
    }

    [Fact]
    public async Task AccessToken_OfAFlaggedClient_IsASignedJwtForTheApi()
    {
        using var visitor = authority.Visit("vault");

        var tokens = await visitor.ConnectAsync("openid offline_access files.read");

        var claims = AuthorityDriver.Claims(Text(tokens, "access_token"));
        Assert.Equal("demo-api", claims.GetProperty("aud").GetString());
        Assert.Equal("subject-of-ann", claims.GetProperty("sub").GetString());
        using var api = authority.Visit("demo-api");
        Assert.True(IsActive(await api.IntrospectAsync(Text(tokens, "access_token"))));
    }

    [Fact]
    public async Task Claims_FollowTheGrantedScopes()
    {
        using var visitor = authority.Visit(email: "sue@example.com");

        var little = await visitor.ConnectAsync("openid");
        var much = await visitor.ConnectAsync("openid profile email roles");

        var id = AuthorityDriver.Claims(Text(little, "id_token"));
        Assert.All(
            ["name", "preferred_username", "email", "role"], name => Assert.False(id.TryGetProperty(name, out _)));
        Assert.Single((await visitor.UserInfoAsync(Text(little, "access_token"))).Body.EnumerateObject());
        id = AuthorityDriver.Claims(Text(much, "id_token"));
        Assert.Equal("Sue Example", id.GetProperty("name").GetString());
        Assert.Equal("sue@example.com", id.GetProperty("preferred_username").GetString());
        Assert.Equal("portal-support", id.GetProperty("role").GetString());
        var info = (await visitor.UserInfoAsync(Text(much, "access_token"))).Body;
        Assert.Equal("portal-support", info.GetProperty("role")[0].GetString());
    }

    [Fact]
    public async Task RefreshToken_Rotates_AndTheOldOneHoldsForTheLeewayOnly()
    {
        using var visitor = authority.Visit();
        var first = Text(await visitor.ConnectAsync(), "refresh_token");

        var second = await visitor.RefreshAsync(first);
        Assert.NotEqual(first, Text(second.Body, "refresh_token"));
        authority.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(HttpStatusCode.OK, (await visitor.RefreshAsync(first)).Status);

        authority.Clock.Advance(TimeSpan.FromSeconds(20));
        AssertInvalidGrant(await visitor.RefreshAsync(first));
        // A replay ends what came of the token too.
        AssertInvalidGrant(await visitor.RefreshAsync(Text(second.Body, "refresh_token")));
    }

    [Fact]
    public async Task Refresh_ForFewerScopes_SaysLessAndCanGrowBack()
    {
        using var visitor = authority.Visit();
        using var api = authority.Visit("demo-api");
        var tokens = await visitor.ConnectAsync("openid profile offline_access calendar.read");

        var narrow = (await visitor.RefreshAsync(Text(tokens, "refresh_token"), ("scope", "calendar.read"))).Body;
        var wide = (await visitor.RefreshAsync(Text(narrow, "refresh_token"))).Body;

        var said = await api.IntrospectAsync(Text(narrow, "access_token"));
        Assert.Equal("calendar.read", said.GetProperty("scope").GetString());
        Assert.False(said.TryGetProperty("name", out _));
        Assert.True((await api.IntrospectAsync(Text(wide, "access_token"))).TryGetProperty("name", out _));
    }

    [Fact]
    public async Task Code_UsedTwice_EndsWhatItGave()
    {
        using var visitor = authority.Visit("photos");
        var code = (await visitor.AuthorizeAsync("openid offline_access files.read"))["code"];
        var tokens = (await visitor.RedeemAsync(code)).Body;

        AssertInvalidGrant(await visitor.RedeemAsync(code));
        AssertInvalidGrant(await visitor.RefreshAsync(Text(tokens, "refresh_token")));
    }

    [Theory]
    [InlineData("code_challenge_method", "plain")]
    [InlineData("code_challenge", "")]
    public async Task Authorize_WithoutAHashedChallenge_IsRefused(string name, string value)
    {
        using var visitor = authority.Visit();

        using var answer = await visitor.Http.GetAsync(visitor.AuthorizeAddress("openid", (name, value)), Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Discovery_OffersHashedChallengesOnly()
    {
        using var visitor = authority.Visit();

        var document = JsonSerializer.Deserialize<JsonElement>(
            await visitor.Http.GetStringAsync(".well-known/openid-configuration", Cancellation));

        Assert.Equal(["S256"], document.GetProperty("code_challenge_methods_supported").EnumerateArray()
            .Select(method => method.GetString()));
    }

    [Fact]
    public async Task Machine_GetsATokenForItsScopesAndNoPersonsData()
    {
        using var machine = authority.Visit("nightly");
        using var api = authority.Visit("demo-api");

        var (_, tokens) = await machine.PostAsync(
            "connect/token", ("grant_type", "client_credentials"), ("scope", "files.read"));
        var tooMuch = await machine.PostAsync(
            "connect/token", ("grant_type", "client_credentials"), ("scope", "mail.send"));

        var said = await api.IntrospectAsync(Text(tokens, "access_token"));
        Assert.Equal("nightly", said.GetProperty("sub").GetString());
        Assert.Equal("demo-api", said.GetProperty("aud").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await machine.UserInfoAsync(Text(tokens, "access_token"))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, tooMuch.Status);
    }

    [Fact]
    public async Task Introspection_OfAnUnknownToken_SaysNothingElse()
    {
        using var api = authority.Visit("demo-api");

        Assert.Equal("""{"active":false}""", (await api.IntrospectAsync("unknown")).GetRawText()
            .Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
    }

    [Theory]
    [InlineData("connect/revoke")]
    [InlineData("oauth/revoke")]
    public async Task RevokedRefreshToken_CannotBeUsed(string endpoint)
    {
        using var visitor = authority.Visit();
        var token = Text(await visitor.ConnectAsync(), "refresh_token");

        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(endpoint, ("token", token))).Status);

        AssertInvalidGrant(await visitor.RefreshAsync(token));
    }

    [Fact]
    public async Task RevokedAuthorization_EndsBothTokensAtOnce()
    {
        using var visitor = authority.Visit("calendar", "ben@example.com");
        using var api = authority.Visit("demo-api");
        var tokens = await visitor.ConnectAsync();
        Assert.True(IsActive(await api.IntrospectAsync(Text(tokens, "access_token"))));

        await authority.Database.ExecuteAsync(
            """update "OpenIddictAuthorizations" set "Status" = 'revoked' where "Subject" = 'subject-of-ben'""");

        Assert.False(IsActive(await api.IntrospectAsync(Text(tokens, "access_token"))));
        AssertInvalidGrant(await visitor.RefreshAsync(Text(tokens, "refresh_token")));
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.UserInfoAsync(Text(tokens, "access_token"))).Status);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Text(JsonElement body, string name) => body.GetProperty(name).GetString()!;

    private static bool IsActive(JsonElement introspection) => introspection.GetProperty("active").GetBoolean();

    private static void AssertInvalidGrant((HttpStatusCode Status, JsonElement Body) answer)
    {
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid_grant", Text(answer.Body, "error"));
    }
}

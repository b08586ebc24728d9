using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace TokenPortal.IntegrationTests.Authority;

/// <summary>Who gets a session, when the password is asked for again, and how the session ends.</summary>
public sealed class SignInTests(AuthorityFixture authority) : IClassFixture<AuthorityFixture>
{
    [Fact]
    public async Task WrongPassword_AndUnknownAddress_GetTheSameAnswer()
    {
        var wrong = await TryAsync("ann@example.com", "wrong");
        var unknown = await TryAsync("nobody@example.com", "wrong");

        Assert.Equal(HttpStatusCode.OK, wrong.Status);
        Assert.Contains("do not match an account", wrong.Html);
        Assert.Equal(wrong, unknown with { Html = unknown.Html.Replace("nobody@", "ann@", StringComparison.Ordinal) });
    }

    [Fact]
    public async Task Guessing_IsSlowedForThatAccountOnly()
    {
        for (var attempt = 0; attempt < 10; attempt++) await TryAsync("ben@example.com", "wrong");

        Assert.Equal(
            HttpStatusCode.TooManyRequests, (await TryAsync("ben@example.com", AuthorityFixture.Password)).Status);
        Assert.Equal(
            HttpStatusCode.Redirect, (await TryAsync("sue@example.com", AuthorityFixture.Password)).Status);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    public async Task ReturnUrl_OfAnotherSite_IsIgnored(string returnUrl)
    {
        using var visitor = authority.Visit();
        var page = await visitor.Http.GetStringAsync(
            $"signin?returnUrl={Uri.EscapeDataString(returnUrl)}", Cancellation);

        using var answer = await visitor.Http.PostAsync("signin", AuthorityDriver.Form(
            [
                .. AuthorityDriver.HiddenFields(page),
                ("Email", "ann@example.com"), ("Password", AuthorityFixture.Password),
            ]), Cancellation);

        Assert.Equal("http://localhost/portal", answer.Headers.Location!.ToString());
    }

    [Fact]
    public async Task AuthTime_IsThePasswordsTime_AlsoAfterARefresh()
    {
        using var visitor = authority.Visit();
        var entered = authority.Clock.GetUtcNow().ToUnixTimeSeconds();
        await visitor.ConnectAsync();
        authority.Clock.Advance(TimeSpan.FromMinutes(10));

        var later = await visitor.ConnectAsync();
        var refreshed = (await visitor.RefreshAsync(Text(later, "refresh_token"))).Body;

        Assert.Empty(visitor.Pages);
        Assert.Equal(entered, AuthTime(later));
        Assert.Equal(entered, AuthTime(refreshed));
    }

    [Theory]
    [InlineData("prompt", "login")]
    [InlineData("prompt", "select_account")]
    [InlineData("max_age", "300")]
    public async Task FreshSignIn_WhenAskedFor_AsksForThePasswordOnce(string name, string value)
    {
        using var visitor = authority.Visit();
        await visitor.ConnectAsync();
        authority.Clock.Advance(TimeSpan.FromMinutes(6));

        var tokens = await visitor.ConnectAsync("openid offline_access calendar.read", (name, value));

        Assert.Equal(["signin"], visitor.Pages);
        Assert.Equal(authority.Clock.GetUtcNow().ToUnixTimeSeconds(), AuthTime(tokens));
    }

    [Fact]
    public async Task MaxAge_NotYetReached_NeedsNoPassword()
    {
        using var visitor = authority.Visit();
        await visitor.ConnectAsync();

        await visitor.ConnectAsync("openid offline_access calendar.read", ("max_age", "300"));

        Assert.Empty(visitor.Pages);
    }

    [Fact]
    public async Task PromptNone_WithoutASession_SaysSoWithoutAPage()
    {
        using var visitor = authority.Visit();

        var answer = await visitor.AuthorizeAsync("openid", "allow", ("prompt", "none"));

        Assert.Equal("login_required", answer["error"]);
        Assert.Empty(visitor.Pages);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EndSession_ReturnsToTheRegisteredAddress_WithAndWithoutAHint(bool withHint)
    {
        using var visitor = authority.Visit();
        var tokens = await visitor.ConnectAsync();
        var hint = withHint ? $"&id_token_hint={Text(tokens, "id_token")}" : "";
        var goodbye = AuthorityDriver.GoodbyeUriOf("calendar");

        using var answer = await visitor.Http.GetAsync(
            $"connect/endsession?post_logout_redirect_uri={Uri.EscapeDataString(goodbye)}{hint}", Cancellation);

        Assert.Equal(goodbye, answer.Headers.Location!.GetLeftPart(UriPartial.Path));
        var next = await visitor.AuthorizeAsync("openid", "allow", ("prompt", "none"));
        Assert.Equal("login_required", next["error"]);
    }

    [Fact]
    public async Task EndSession_ToAnUnregisteredAddress_StaysHere()
    {
        using var visitor = authority.Visit();

        using var answer = await visitor.Http.GetAsync(
            "connect/endsession?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F", Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Pages_AllowNoScriptNoFrameAndOnlyTheWaitingAppsForm()
    {
        using var visitor = authority.Visit();

        using var answer = await visitor.Http.GetAsync(
            $"signin?returnUrl=/{Uri.EscapeDataString(visitor.AuthorizeAddress("openid"))}", Cancellation);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Contains("form-action 'self' http://localhost;", policy);
        Assert.DoesNotContain("script-src", policy);
    }

    [Fact]
    public async Task FormPost_PolicyAllowsTheVeryScriptThatOpenIddictSends()
    {
        using var visitor = authority.Visit();
        await visitor.ConnectAsync();

        using var answer = await visitor.Http.GetAsync(
            visitor.AuthorizeAddress("openid", ("response_mode", "form_post")), Cancellation);

        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        var script = html.Split("<script>")[1].Split("</script>")[0];
        var hash = Convert.ToBase64String(
            SHA256.HashData(Encoding.UTF8.GetBytes(script)));
        Assert.Contains($"'sha256-{hash}'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Text(JsonElement tokens, string name) => tokens.GetProperty(name).GetString()!;

    private static long AuthTime(JsonElement tokens) =>
        AuthorityDriver.Claims(Text(tokens, "id_token")).GetProperty("auth_time").GetInt64();

    private async Task<Attempt> TryAsync(string email, string password)
    {
        using var visitor = authority.Visit();
        var page = await visitor.Http.GetStringAsync("signin", Cancellation);
        using var answer = await visitor.Http.PostAsync("signin", AuthorityDriver.Form(
            [.. AuthorityDriver.HiddenFields(page), ("Email", email), ("Password", password)]), Cancellation);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);
        // The antiforgery token differs from answer to answer.
        return new Attempt(answer.StatusCode, html.Split("__RequestVerificationToken")[0]);
    }

    private sealed record Attempt(HttpStatusCode Status, string Html);
}

using System.Net;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Choosing a language over HTTP, with a sign-in and without.</summary>
public sealed class LanguageTests(PortalSite site, DatabaseServer server) : IClassFixture<PortalSite>
{
    private const string Cookie = "tp.language";

    [Fact]
    public async Task Choose_Stranger_IsAnsweredInItFromThenOn()
    {
        using var visitor = site.Visit();

        var answer = await ChooseAsync(visitor, "ru", "/signed-out");

        Assert.Equal((HttpStatusCode.Redirect, "/signed-out"), (answer.Status, answer.Location));
        var page = (await visitor.GetAsync("/signed-out")).Body;
        Assert.Contains("<html lang=\"ru\" dir=\"ltr\">", page, StringComparison.Ordinal);
        Assert.Contains("Вы вышли", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_OfTheLanguage_HasItsFlags()
    {
        using var visitor = site.Visit();

        var cookie = (await ChooseAsync(visitor, "ru", "/")).SetCookies.Single(
            set => set.StartsWith($"{Cookie}=ru;", StringComparison.Ordinal));

        Assert.Contains("max-age=31536000", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Cookie_OverHttps_IsOfThisHostOnly()
    {
        await using var portal = await PortalFixture.StartAsync(
            await server.CreateAsync(), ("Portal:KnownProxies:0", "127.0.0.1"));
        var (_, page, answer) = await portal.GetAsync("/signed-out", ("X-Forwarded-Proto", "https"));
        Assert.Contains("data-cookie=\"__Host-tp.zone\"", page, StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/language")
        {
            Content = Authority.AuthorityDriver.Form([.. PortalVisitor.FieldsOf(page, "language"), ("language", "ru")]),
            Headers = { { "X-Forwarded-Proto", "https" } },
        };
        request.Headers.Add("Cookie", answer.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]));

        using var chosen = await portal.Http.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(chosen.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"__Host-{Cookie}=ru;", cookie, StringComparison.Ordinal);
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example")]
    [InlineData("evil.example")]
    [InlineData("")]
    public async Task Choose_ReturnElsewhere_GoesToTheStartPage(string returnUrl)
    {
        using var visitor = site.Visit();

        Assert.Equal("/", (await ChooseAsync(visitor, "ru", returnUrl)).Location);
    }

    [Theory]
    [InlineData("xx")]
    [InlineData("RU")]
    [InlineData("")]
    [InlineData("ru; domain=example.com")]
    public async Task Choose_NoLanguageOfOurs_IsRefusedWithAPage(string language)
    {
        using var visitor = site.Visit();

        var answer = await ChooseAsync(visitor, language, "/");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("data-message=\"bad-request\"", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.SetCookies, set => set.StartsWith(Cookie, StringComparison.Ordinal));
    }

    [Fact] // Case 51
    public async Task Choose_WithoutAToken_IsRefused()
    {
        using var visitor = site.Visit();

        var answer = await visitor.PostAsync("language", ("language", "ru"), ("returnUrl", "/"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotContain(answer.SetCookies, set => set.StartsWith(Cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Choose_BeforeSigningIn_HoldsAfterItAndAfterSigningOut()
    {
        await site.ForgetPeopleAsync();
        using var visitor = site.Visit();
        await ChooseAsync(visitor, "ru", "/");

        await visitor.SignInAsync();
        Assert.Contains("<html lang=\"ru\"", (await visitor.GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Equal(["ru"], await LanguagesAsync());

        await visitor.SignOutAsync();
        Assert.Contains("<html lang=\"ru\"", (await visitor.GetAsync("/signed-out")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_SignedIn_IsTheLanguageOfMailsToo()
    {
        await site.ForgetPeopleAsync();
        using var visitor = await site.SignInAsync();
        Assert.Equal(["-"], await LanguagesAsync());

        await ChooseAsync(visitor, "ru", "/", from: "/sessions");
        Assert.Equal(["ru"], await LanguagesAsync());

        await ChooseAsync(visitor, "en", "/", from: "/sessions");
        Assert.Equal(["en"], await LanguagesAsync());
    }

    [Fact]
    public async Task Choose_OnAMessage_ComesBackToWhereItCameUp()
    {
        using var visitor = site.Visit();

        var page = await visitor.GetAsync("/no/such/page?x=1");

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
        Assert.Contains(("returnUrl", "/no/such/page?x=1"), PortalVisitor.FieldsOf(page.Body, "language"));
    }

    [Theory]
    [InlineData("ru", "ru")]
    [InlineData("de, ru;q=0.5", "ru")]
    [InlineData("de", "en")]
    public async Task Page_NothingChosen_IsInTheBrowsersLanguage(string accepted, string language)
    {
        var (_, body, _) = await site.Portal.GetAsync("/signed-out", ("Accept-Language", accepted));

        Assert.Contains($"<html lang=\"{language}\"", body, StringComparison.Ordinal);
    }

    private static async Task<PortalAnswer> ChooseAsync(
        PortalVisitor visitor, string language, string returnUrl, string from = "/signed-out")
    {
        var fields = PortalVisitor.FieldsOf((await visitor.GetAsync(from)).Body, "language")
            .Where(field => field.Name != "returnUrl");
        return await visitor.PostAsync("language", [.. fields, ("language", language), ("returnUrl", returnUrl)]);
    }

    private Task<List<string>> LanguagesAsync() =>
        site.Database.QueryAsync<string>("select coalesce(language, '-') from portal.people");
}

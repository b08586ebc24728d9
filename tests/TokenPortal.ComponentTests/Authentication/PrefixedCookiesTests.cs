using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

/// <summary>Case 136: over https only cookies with the prefix count, and only such are given out.</summary>
public sealed class PrefixedCookiesTests
{
    [Fact]
    public async Task Append_OwnCookieOverHttps_HasThePrefixAndIsSecureForAllPaths()
    {
        var cookie = await AppendAsync("https", "tp.session", new CookieOptions { Path = "/apps", HttpOnly = true });

        Assert.Equal("__Host-tp.session", cookie.Name.ToString());
        Assert.Equal("/", cookie.Path.ToString());
        Assert.True(cookie.Secure);
        Assert.True(cookie.HttpOnly);
    }

    [Fact]
    public async Task Append_OwnCookieOverHttp_HasNoPrefix() =>
        Assert.Equal("tp.session", (await AppendAsync("http", "tp.session", new CookieOptions())).Name.ToString());

    [Fact]
    public async Task Append_ForeignCookieOverHttps_StaysAsItIs() =>
        Assert.Equal("other", (await AppendAsync("https", "other", new CookieOptions())).Name.ToString());

    [Theory]
    [InlineData("https", "__Host-tp.session=a; tp.session=planted", "a")]
    [InlineData("https", "tp.session=planted", null)]
    [InlineData("http", "tp.session=a", "a")]
    public async Task Read_Cookies_OnlyThoseOfTheSchemeCount(string scheme, string cookies, string? value) =>
        Assert.Equal(value, await RunAsync(scheme, cookies, context => context.Request.Cookies["tp.session"]));

    [Fact]
    public async Task Enumerate_CookiesOverHttps_LeavesPlantedOnesOut() => Assert.Equal(
        ["tp.session=a", "other=b"],
        await RunAsync("https", "__Host-tp.session=a; tp.session=planted; other=b",
            context => context.Request.Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}").ToList()));

    private static async Task<SetCookieHeaderValue> AppendAsync(string scheme, string name, CookieOptions options) =>
        SetCookieHeaderValue.Parse(await RunAsync(scheme, "", context =>
        {
            context.Response.Cookies.Append(name, "value", options);
            return context.Response.Headers.SetCookie.ToString();
        }));

    private static async Task<T> RunAsync<T>(string scheme, string cookies, Func<HttpContext, T> read)
    {
        var services = new ServiceCollection()
            .AddLogging()
            .Configure<CookiePolicyOptions>(PrefixedCookies.Configure)
            .BuildServiceProvider();
        var result = default(T);
        var application = new ApplicationBuilder(services);
        application.UsePrefixedCookies();
        application.Run(context =>
        {
            result = read(context);
            return Task.CompletedTask;
        });
        var request = new DefaultHttpContext { RequestServices = services };
        request.Request.Scheme = scheme;
        request.Request.Headers.Cookie = cookies;
        await application.Build()(request);
        return result!;
    }
}

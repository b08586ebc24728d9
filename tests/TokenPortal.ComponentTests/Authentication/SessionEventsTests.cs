using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class SessionEventsTests
{
    private const string Issuer = "https://login.example.com/";

    private static readonly AuthenticationScheme Scheme = new("Cookies", null, typeof(CookieAuthenticationHandler));

    private readonly FakeTimeProvider _time = new(Apps.Now);
    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Identity:Authority"] = Issuer })
        .Build();
    private readonly CookieAuthenticationEvents _events = new();
    private readonly AuthenticationProperties _properties = new();

    public SessionEventsTests() => new SessionEvents(_configuration, _time).Attach(_events);

    [Theory]
    [InlineData(1, true)]
    [InlineData(7.9, true)]
    [InlineData(8, false)]
    public async Task Validate_HoursAfterSignIn_EndsAtEight(double hours, bool continues)
    {
        await SignInAsync();
        _time.Advance(TimeSpan.FromHours(hours));

        Assert.Equal(continues, await ValidateAsync(Issuer));
    }

    [Fact]
    public async Task Validate_SessionOfAnotherIssuer_IsRefused()
    {
        await SignInAsync();

        Assert.False(await ValidateAsync("https://other.example.com/"));
    }

    [Fact]
    public async Task Validate_SessionWithoutStart_IsRefused() => Assert.False(await ValidateAsync(Issuer));

    [Fact]
    public async Task Validate_IssuerChangedInSettings_IsRefused()
    {
        await SignInAsync();
        _configuration["Identity:Authority"] = "https://new.example.com/";

        Assert.False(await ValidateAsync(Issuer));
    }

    private Task SignInAsync() => _events.SigningIn(new CookieSigningInContext(
        Context(), Scheme, new CookieAuthenticationOptions(), Principal(Issuer), _properties, new CookieOptions()));

    private async Task<bool> ValidateAsync(string issuer)
    {
        var context = new CookieValidatePrincipalContext(
            Context(), Scheme, new CookieAuthenticationOptions(),
            new AuthenticationTicket(Principal(issuer), _properties, Scheme.Name));
        await _events.ValidatePrincipal(context);
        return context.Principal is not null;
    }

    private static ClaimsPrincipal Principal(string issuer) =>
        new(new ClaimsIdentity([new("sub", "s1"), new(SessionClaims.Issuer, issuer)], "test"));

    private static DefaultHttpContext Context() => new()
    {
        RequestServices = new ServiceCollection()
            .AddSingleton<IAuthenticationService, NoAuthentication>()
            .BuildServiceProvider(),
    };

    private sealed class NoAuthentication : IAuthenticationService
    {
        public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) =>
            Task.FromResult(AuthenticateResult.NoResult());

        public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
            Task.CompletedTask;

        public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
            Task.CompletedTask;

        public Task SignInAsync(
            HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
            Task.CompletedTask;

        public Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) =>
            Task.CompletedTask;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class SessionEventsTests
{
    private const string Issuer = "https://login.example.com/";

    private static readonly AuthenticationScheme Scheme = new("Cookies", null, typeof(CookieAuthenticationHandler));

    private readonly IConfigurationRoot _configuration = new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Identity:Authority"] = Issuer })
        .Build();
    private readonly CookieAuthenticationEvents _events = new();
    private readonly FakeSessions _sessions = new();

    public SessionEventsTests() => new SessionEvents(_configuration, _sessions).Attach(_events);

    [Fact]
    public async Task Validate_SessionOfThisIssuer_Continues() => Assert.True(await ValidateAsync(Issuer));

    [Fact]
    public async Task Validate_SessionOfAnotherIssuer_IsRefused() =>
        Assert.False(await ValidateAsync("https://other.example.com/"));

    [Fact]
    public async Task Validate_IssuerChangedInSettings_IsRefused()
    {
        _configuration["Identity:Authority"] = "https://new.example.com/";

        Assert.False(await ValidateAsync(Issuer));
    }

    private async Task<bool> ValidateAsync(string issuer)
    {
        var context = new CookieValidatePrincipalContext(
            Context(), Scheme, new CookieAuthenticationOptions(),
            new AuthenticationTicket(Principal(issuer), Scheme.Name));
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

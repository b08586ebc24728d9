using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.Web;
using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class SignInEventsTests
{
    private static readonly AuthenticationScheme Scheme = new("oidc", null, typeof(OpenIdConnectHandler));

    private readonly FakePeople _people = new();
    private readonly OpenIdConnectEvents _events = new();

    public SignInEventsTests() => new SignInEvents(
        _people,
        Options.Create(new PortalOptions()),
        new ConfigurationBuilder().AddInMemoryCollection([new("Identity:Authority", "https://issuer/")]).Build(),
        NullLogger<SignInEvents>.Instance).Attach(_events);

    [Fact]
    public async Task TokenValidated_Person_IsNotedWithRoles()
    {
        var context = await ValidateAsync(
            new("sub", "s1"), new("name", "Ann"), new("email", "ann@example.com"), new("role", "portal-support"));

        Assert.Null(context.Result);
        var noted = _people.Noted!;
        Assert.Equal(("s1", "ann@example.com", "Ann"), (noted.Subject, noted.Email, noted.Name));
        Assert.Equal(["portal-support"], noted.Roles);
    }

    [Fact]
    public async Task TokenValidated_NoSubject_IsRefused()
    {
        var context = await ValidateAsync(new Claim("name", "Ann"));

        Assert.NotNull(context.Result?.Failure);
        Assert.Null(_people.Noted);
    }

    [Fact]
    public async Task TokenValidated_DatabaseAway_SignsInAllTheSame()
    {
        _people.Fails = true;

        var context = await ValidateAsync(new Claim("sub", "s1"));

        Assert.Null(context.Result);
        Assert.Equal("s1", context.Principal?.FindFirst("sub")?.Value);
    }

    [Theory]
    [InlineData("Correlation failed.", "/apps/signin-problem/failed")]
    [InlineData("IDX20803: no answer", "/apps/signin-problem/unreachable")]
    public async Task RemoteFailure_Reason_LeadsToItsPage(string reason, string address)
    {
        var context = new RemoteFailureContext(
            Context(), Scheme, new OpenIdConnectOptions(), new InvalidOperationException(reason));

        await _events.RemoteFailure(context);

        Assert.True(context.Result?.Handled);
        Assert.Equal(address, context.Response.Headers.Location);
    }

    private async Task<TokenValidatedContext> ValidateAsync(params Claim[] claims)
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
        var context = new TokenValidatedContext(
            Context(), Scheme, new OpenIdConnectOptions(), principal, new AuthenticationProperties());
        await _events.TokenValidated(context);
        return context;
    }

    private static DefaultHttpContext Context() => new() { Request = { PathBase = "/apps" } };

    private sealed class FakePeople : IPeople
    {
        public Person? Noted { get; private set; }

        public bool Fails { get; set; }

        public Task RecordSignInAsync(Person person, CancellationToken cancellationToken)
        {
            if (Fails) throw new GrantStoreException(GrantStoreFailure.OutcomeUnknown, new TimeoutException());
            Noted = person;
            return Task.CompletedTask;
        }
    }
}

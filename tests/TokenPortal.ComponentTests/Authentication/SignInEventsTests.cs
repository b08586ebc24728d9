using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.Web;
using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class SignInEventsTests
{
    private static readonly AuthenticationScheme Scheme = new("oidc", null, typeof(OpenIdConnectHandler));

    private readonly FakePeople _people = new();
    private readonly FakeTimeProvider _time = new(Apps.Now);
    private readonly FakeLogger<SignInEvents> _log = new();
    private readonly OpenIdConnectEvents _events = new();

    public SignInEventsTests() => new SignInEvents(
        _people,
        Options.Create(new PortalOptions()),
        new ConfigurationBuilder().AddInMemoryCollection([new("Identity:Authority", "https://issuer/")]).Build(),
        _time,
        _log).Attach(_events);

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
    public async Task TokenValidated_DatabaseAway_SignsNobodyInAndSaysWhy()
    {
        _people.Fails = true;

        var context = await ValidateAsync(new Claim("sub", "s1"));

        Assert.True(context.Result?.Handled);
        Assert.Equal("/apps/signin-problem/database", context.Response.Headers.Location);
    }

    [Fact]
    public async Task TokenValidated_SuspendedPerson_IsKeptOut()
    {
        _people.Suspended = true;

        var context = await ValidateAsync(new Claim("sub", "s1"));

        Assert.True(context.Result?.Handled);
        Assert.Equal("/apps/signin-problem/suspended", context.Response.Headers.Location);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(59, true)]
    [InlineData(61, false)]
    [InlineData(3600, false)]
    public async Task StepUp_AuthTimeOfTheAnswer_MustBeFresh(int secondsOld, bool accepted)
    {
        var context = await StepUpAsync(
            new("sub", "s1"), new("auth_time", $"{_time.GetUtcNow().AddSeconds(-secondsOld).ToUnixTimeSeconds()}"));

        Assert.Equal(accepted, context.Result is null);
        Assert.Equal(accepted, _people.Noted is not null);
        if (!accepted) Assert.Equal("/apps/signin-problem/notfresh", context.Response.Headers.Location);
    }

    [Fact]
    public async Task StepUp_IssuerSendsNoAuthTime_SignsInAndTellsTheOperator()
    {
        var context = await StepUpAsync(new Claim("sub", "s1"));

        Assert.Null(context.Result);
        Assert.Contains("auth_time", _log.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OrdinarySignIn_OldAuthTime_IsAccepted()
    {
        var context = await ValidateAsync(new Claim("sub", "s1"), new Claim("auth_time", "1000"));

        Assert.Null(context.Result);
        Assert.Empty(_log.Errors);
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

    private Task<TokenValidatedContext> StepUpAsync(params Claim[] claims) =>
        AnswerAsync(StepUp.Ask(new AuthenticationProperties(), heedsMaxAge: true), claims);

    private Task<TokenValidatedContext> ValidateAsync(params Claim[] claims) =>
        AnswerAsync(new AuthenticationProperties(), claims);

    private async Task<TokenValidatedContext> AnswerAsync(AuthenticationProperties properties, Claim[] claims)
    {
        var principal = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
        var context = new TokenValidatedContext(
            Context(), Scheme, new OpenIdConnectOptions(), principal, properties);
        await _events.TokenValidated(context);
        return context;
    }

    private static DefaultHttpContext Context() => new()
    {
        Request = { PathBase = "/apps" },
        RequestServices = new ServiceCollection()
            .AddLogging().AddAuthentication().AddCookie().Services.BuildServiceProvider(),
    };

    private sealed class FakePeople : IPeople
    {
        public Person? Noted { get; private set; }

        public bool Fails { get; set; }

        public bool Suspended { get; set; }

        public Task<bool> RecordSignInAsync(Person person, CancellationToken cancellationToken)
        {
            if (Fails) throw new GrantStoreException(GrantStoreFailure.OutcomeUnknown, new TimeoutException());
            if (!Suspended) Noted = person;
            return Task.FromResult(!Suspended);
        }

        public Task ChooseLanguageAsync(string subject, string language, CancellationToken cancellationToken) =>
            throw new NotSupportedException("Signing in notes the language with the person.");
    }
}

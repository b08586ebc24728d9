using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Web.Authentication;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Case 62 and 136: a fresh sign-in when one is asked for, and a new session in place of an old one.</summary>
public sealed class StepUpTests(DatabaseServer databases) : IAsyncLifetime
{
    private static readonly Guid Support = Guid.NewGuid();

    private readonly PortalSite _site = new(databases)
    {
        AuthorityBehind = TimeSpan.FromMinutes(10),
        Services = services => services.AddSingleton<IStartupFilter, RotateOnDemand>(),
    };

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Fresh_AskedFor_AsksForThePasswordAgainAndNotesWhen()
    {
        using var ann = await _site.SignInAsync();
        var old = ann.Session;
        var first = await AuthenticatedAtAsync();
        _site.AuthorityClock.Advance(TimeSpan.FromMinutes(10));

        await ann.SignInAsync("signin?returnUrl=%2Fsessions");
        Assert.Equal(1, ann.Passwords);
        Assert.Equal(first, await AuthenticatedAtAsync());

        await ann.SignInAsync("signin?returnUrl=%2Fsessions&fresh=true");
        Assert.Equal(2, ann.Passwords);
        Assert.Equal(TimeSpan.FromMinutes(10), await AuthenticatedAtAsync() - first);
        Assert.NotEqual(old, ann.Session);
    }

    [Fact]
    public async Task Fresh_AnsweredByAnotherPerson_EndsTheSessionOfTheFirst()
    {
        using var visitor = await _site.SignInAsync();
        _site.AuthorityClock.Advance(TimeSpan.FromMinutes(10));
        visitor.Email = "ben@example.com";

        await visitor.SignInAsync("signin?fresh=true");

        Assert.True((await visitor.GetAsync("/")).IsSignedIn("subject-of-ben"));
        Assert.Equal(
            ["subject-of-ann|replaced", "subject-of-ben|live"],
            await _site.Database.QueryAsync<string>(
                "select subject || '|' || coalesce(end_reason, 'live') from portal.sessions order by subject"));
    }

    [Fact] // Case 136
    public async Task Rotation_OfASession_GivesANewKeyAndKeepsItsLimits()
    {
        using var ann = await _site.SignInAsync();
        var old = ann.Session;
        _site.Clock.Advance(TimeSpan.FromMinutes(30));

        await ann.GetAsync(RotateOnDemand.Path);

        Assert.NotEqual(old, ann.Session);
        Assert.True((await ann.GetAsync("/")).IsSignedIn());
        using var thief = _site.Visit();
        thief.Session = old;
        Assert.True((await thief.GetAsync("/")).LeadsToSignIn);
        Assert.Equal(
            [$"true|true|{Support}"],
            await _site.Database.QueryAsync<string>(
                """
                select concat_ws('|', (n.ends_at = o.ends_at)::text, (n.authenticated_at = o.authenticated_at)::text,
                    n.support_session)
                from portal.sessions n, portal.sessions o
                where n.end_reason is null and o.end_reason = 'replaced'
                """));
    }

    [Fact]
    public async Task Rotation_OfNobodysSession_DoesNothing()
    {
        using var stranger = _site.Visit();

        await stranger.GetAsync(RotateOnDemand.Path);

        Assert.Null(stranger.Session);
    }

    private async Task<DateTime> AuthenticatedAtAsync() => (await _site.Database.QueryAsync<DateTime>(
        "select authenticated_at from portal.sessions where end_reason is null")).Single();

    /// <summary>What the start of a support session will do.</summary>
    private sealed class RotateOnDemand : IStartupFilter
    {
        public const string Path = "/test/rotate";

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => application =>
        {
            application.Use((context, following) => context.Request.Path == Path
                ? SessionRotation.RotateAsync(
                    context, new SupportClaims(Support, "ben", "Ben", DateTimeOffset.MaxValue))
                : following(context));
            next(application);
        };
    }
}

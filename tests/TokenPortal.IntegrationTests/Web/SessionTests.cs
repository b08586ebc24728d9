using System.Net;
using System.Text;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Sign-in sessions over HTTP, with the real authority: what a cookie is worth, and for how long.</summary>
public sealed class SessionTests(PortalSite site) : IClassFixture<PortalSite>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await site.ForgetPeopleAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact] // Case 56
    public async Task SignOut_CookieCopiedBefore_OpensNothingAfter()
    {
        using var visitor = await site.SignInAsync();
        var copied = visitor.Session;
        Assert.True((await visitor.GetAsync("/")).IsSignedIn());

        Assert.Equal(HttpStatusCode.Redirect, (await visitor.SignOutAsync()).Status);
        Assert.Null(visitor.Session);

        using var thief = site.Visit();
        thief.Session = copied;
        Assert.True((await thief.GetAsync("/")).LeadsToSignIn);
        Assert.Equal(["signed_out"], await ReasonsAsync());
    }

    [Fact] // Case 136
    public async Task SignIn_Again_HasANewKeyAndTheOldOneIsDead()
    {
        using var visitor = await site.SignInAsync();
        var old = visitor.Session;

        await visitor.SignInAsync();

        Assert.NotEqual(old, visitor.Session);
        Assert.True((await visitor.GetAsync("/")).IsSignedIn());
        using var thief = site.Visit();
        thief.Session = old;
        Assert.True((await thief.GetAsync("/")).LeadsToSignIn);
        Assert.Equal(["live", "replaced"], (await ReasonsAsync()).Order());
    }

    [Fact] // Case 136: session fixation
    public async Task SignIn_InABrowserWithAnotherPersonsCookie_ReplacesItAndGivesANewKey()
    {
        using var attacker = await site.SignInAsync("ben");
        using var victim = site.Visit();
        victim.Session = attacker.Session;

        await victim.SignInAsync("signin");

        Assert.NotEqual(attacker.Session, victim.Session);
        Assert.True((await victim.GetAsync("/")).IsSignedIn());
        Assert.True((await attacker.GetAsync("/")).LeadsToSignIn);
    }

    [Fact] // Case 136
    public async Task Cookie_OfASession_HasItsFlagsAndHoldsNothingButAKey()
    {
        using var visitor = site.Visit();
        var callback = (await SetCookiesOfSignInAsync(visitor)).Single(
            cookie => cookie.StartsWith(PortalVisitor.SessionCookie, StringComparison.Ordinal));

        Assert.Contains("httponly", callback, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", callback, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("expires", callback, StringComparison.OrdinalIgnoreCase);
        var opened = Services<IOptionsMonitor<CookieAuthenticationOptions>>()
            .Get(CookieAuthenticationDefaults.AuthenticationScheme).TicketDataFormat.Unprotect(visitor.Session);
        Assert.Single(opened!.Principal.Claims);
    }

    [Fact]
    public async Task Table_OfSessions_HoldsNeitherKeyNorReadableTicket()
    {
        using var visitor = await site.SignInAsync();

        var row = Assert.Single(await site.Database.QueryAsync<string>(
            "select encode(key_hash, 'escape') || encode(ticket, 'escape') from portal.sessions"));

        Assert.DoesNotContain(PortalSite.Ann, row, StringComparison.Ordinal);
        Assert.DoesNotContain("Ann", row, StringComparison.Ordinal);
    }

    [Fact] // Case 72
    public async Task Ticket_MovedToAnotherSessionsRow_OpensNothing()
    {
        using var ann = await site.SignInAsync();
        using var sue = await site.SignInAsync("sue");
        await site.ExecuteAsync(
            """
            update portal.sessions a set ticket = s.ticket, subject = s.subject
            from portal.sessions s where a.subject = 'subject-of-ann' and s.subject = 'subject-of-sue'
            """);

        Assert.True((await ann.GetAsync("/")).LeadsToSignIn);
    }

    [Theory] // Case 72
    [InlineData("subject", "subject-of-sue")]
    public async Task Row_WithAnotherSubject_OpensNothing(string column, string value)
    {
        using var ann = await site.SignInAsync();
        using var sue = await site.SignInAsync("sue");
        await site.ExecuteAsync($"update portal.sessions set {column} = @value where subject = 'subject-of-ann'", new { value });

        Assert.True((await ann.GetAsync("/")).LeadsToSignIn);
    }

    [Theory] // Case 72
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Cookie_Forged_OpensNothing(string cookie)
    {
        using var visitor = site.Visit();
        visitor.Session = cookie;
        Assert.True((await visitor.GetAsync("/")).LeadsToSignIn);
    }

    [Fact] // Case 72
    public async Task Cookie_SealedForAnotherPurpose_OpensNothing()
    {
        using var visitor = await site.SignInAsync();
        var other = Services<IDataProtectionProvider>().CreateProtector("something else");
        visitor.Session = Convert.ToBase64String(other.Protect(Encoding.UTF8.GetBytes("subject-of-ann")));
        Assert.True((await visitor.GetAsync("/")).LeadsToSignIn);
    }

    [Fact]
    public async Task Session_NotUsedForAnHour_IsOver()
    {
        using var visitor = await site.SignInAsync();
        site.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.True((await visitor.GetAsync("/")).IsSignedIn());
        site.Clock.Advance(TimeSpan.FromMinutes(61));

        Assert.True((await visitor.GetAsync("/")).LeadsToSignIn);
    }

    [Fact]
    public async Task Session_UsedAllTheTime_IsOverAfterEightHours()
    {
        using var visitor = await site.SignInAsync();
        for (var i = 0; i < 11; i++)
        {
            site.Clock.Advance(TimeSpan.FromMinutes(40));
            Assert.True((await visitor.GetAsync("/")).IsSignedIn());
        }

        site.Clock.Advance(TimeSpan.FromMinutes(41));
        Assert.True((await visitor.GetAsync("/")).LeadsToSignIn);
    }

    [Fact] // Case 55
    public async Task Role_TakenAwayInTheDatabase_IsGoneAtTheNextRequest()
    {
        using var sue = await site.SignInAsync("sue");
        Assert.Equal(["{portal-support}"], await site.Database.QueryAsync<string>("select roles::text from portal.people"));
        await site.ExecuteAsync("delete from portal.people");

        Assert.True((await sue.GetAsync("/")).LeadsToSignIn);
    }

    [Fact] // Case 55
    public async Task Person_Suspended_IsOutAtTheNextRequestAndCannotComeBack()
    {
        using var visitor = await site.SignInAsync();
        await site.ExecuteAsync("update portal.people set suspended_at = now()");

        Assert.True((await visitor.GetAsync("/")).LeadsToSignIn);
        var (_, html) = await visitor.OpenAsync("/");
        Assert.Contains("data-message=\"suspended\"", html, StringComparison.Ordinal);
    }

    [Fact] // Case 51
    public async Task SignOut_WithAnotherPersonsAntiforgeryToken_IsRefused()
    {
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var token = PortalVisitor.FieldsOf((await ben.GetAsync("/")).Body, "signout");
        await ann.GetAsync("/");

        Assert.Equal(HttpStatusCode.BadRequest, (await ann.PostAsync("signout", [.. token])).Status);
        Assert.True((await ann.GetAsync("/")).IsSignedIn());
    }

    private T Services<T>() where T : notnull => site.Portal.Services.GetRequiredService<T>();

    private Task<List<string>> ReasonsAsync() => site.Database.QueryAsync<string>(
        "select coalesce(end_reason, 'live') from portal.sessions order by signed_in_at");

    private static async Task<List<string>> SetCookiesOfSignInAsync(PortalVisitor visitor)
    {
        await visitor.SignInAsync();
        return visitor.AllSetCookies;
    }
}

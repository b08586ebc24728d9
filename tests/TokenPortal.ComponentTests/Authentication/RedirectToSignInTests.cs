using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Authentication.Circuits;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Authentication.Circuits;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class RedirectToSignInTests : PortalContext
{
    [Fact]
    public void Redirect_InsideACircuit_LoadsSignInAndComesBack()
    {
        var navigation = (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("somewhere?x=1");

        Render<RedirectToSignIn>();

        Assert.Equal("http://localhost/signin?returnUrl=%2Fsomewhere%3Fx%3D1", navigation.Uri);
        Assert.True(navigation.History.First().Options.ForceLoad);
    }

    [Theory]
    [InlineData("user", "http://localhost/signed-out")]
    [InlineData("suspended", "http://localhost/signin-problem/suspended")]
    [InlineData("replaced", "http://localhost/somewhere")]
    public async Task Redirect_AfterTheSessionWasEnded_DoesNotAskTheIssuer(string end, string address)
    {
        var session = Services.GetRequiredService<CircuitSession>();
        session.SetAuthenticationState(Task.FromResult(new AuthenticationState(CircuitSessionTests.Principal(Session))));
        Sessions.Standing = end switch
        {
            "suspended" => new SessionStanding.Suspended(),
            "replaced" => new SessionStanding.Ended(SessionEnd.Replaced),
            _ => new SessionStanding.Ended(SessionEnd.User),
        };
        await session.CheckAsync(TestContext.Current.CancellationToken);
        var navigation = (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("somewhere");

        Render<RedirectToSignIn>();

        Assert.Equal(address, navigation.Uri);
        Assert.True(navigation.History.First().Options.ForceLoad);
    }
}

using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Authentication;

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
}

using System.Net;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Case 85: while the database is away nobody is signed in, and nobody is signed out either.</summary>
public sealed class SessionOutageTests(DatabaseServer databases) : IAsyncLifetime
{
    private CuttingProxy _line = null!;
    private PortalSite _site = null!;

    public async ValueTask InitializeAsync()
    {
        _site = new PortalSite(databases)
        {
            Connection = connectionString =>
            {
                _line = new CuttingProxy(connectionString, "portal.sessions");
                return _line.ConnectionString;
            },
        };
        await _site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _line.DisposeAsync();
    }

    [Fact]
    public async Task Outage_OfTheDatabase_KeepsSessionsAndSaysWhatIsTrue()
    {
        using var ann = await _site.SignInAsync();
        var circuit = await ann.ConnectAsync();
        await circuit.StartAsync((await ann.GetAsync("/")).Body);
        await circuit.UntilDrawnAsync("Connected apps");
        var form = PortalVisitor.FieldsOf((await ann.GetAsync("/")).Body, "signout");
        _line.Arm(CuttingProxy.Cut.BeforeRequest, andRefuse: true);

        var page = await ann.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Contains("data-message=\"database-away\"", page.Body, StringComparison.Ordinal);
        Assert.Equal("5", page.Headers["Refresh"]);
        Assert.Empty(page.SetCookies);
        Assert.Equal(HttpStatusCode.OK, (await ann.GetAsync("signed-out")).Status);

        var signOut = await ann.PostAsync("signout", [.. form]);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, signOut.Status);
        Assert.Empty(signOut.SetCookies);
        Assert.False(signOut.Headers.ContainsKey("Refresh"));

        using var ben = _site.Visit("ben");
        Assert.Contains(
            "data-message=\"sign-in-database\"", (await ben.OpenAsync("signin")).Html, StringComparison.Ordinal);

        await circuit.NavigateAsync("sessions");
        await circuit.UntilDrawnAsync("We cannot show this right now");

        _line.Accept();
        Assert.True((await ann.GetAsync("/")).IsSignedIn());
        await circuit.NavigateAsync("");
        await circuit.NavigateAsync("sessions");
        await circuit.UntilDrawnAsync("data-this");
        Assert.Equal(HttpStatusCode.Redirect, (await ann.SignOutAsync()).Status);
    }
}

using System.Net.WebSockets;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Tests.Shared.Circuits;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Open pages by their raw messages: what an attacker sends instead of clicking.</summary>
public sealed class CircuitTests(PortalSite site) : IClassFixture<PortalSite>, IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await site.ForgetPeopleAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Circuit_OfALivingSession_DrawsAndActs()
    {
        using var ann = await site.SignInAsync();
        await using var circuit = await OpenAsync(ann);

        await circuit.NavigateAsync("sessions");

        await circuit.UntilDrawnAsync("Your sign-ins here");
    }

    [Theory] // Case 53
    [InlineData("https://evil.example", false)]
    [InlineData("http://127.0.0.1:1", false)]
    [InlineData("null", false)]
    [InlineData("own", true)]
    public async Task WebSocket_FromAPageOfAnotherSite_IsRefused(string origin, bool accepted)
    {
        using var ann = await site.SignInAsync();
        if (origin == "own") origin = site.Portal.Address.GetLeftPart(UriPartial.Authority);
        var connect = () => ann.ConnectAsync(origin);

        if (accepted) await (await connect()).DisposeAsync();
        else Assert.Contains("403", (await Assert.ThrowsAsync<WebSocketException>(connect)).Message, StringComparison.Ordinal);
    }

    [Fact] // Case 58
    public async Task Reconnect_WithAnotherPersonsCookie_IsRefusedAndTheOwnerKeepsThePage()
    {
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var (circuit, secret) = await StartAsync(ann);
        await using var thief = await ben.ConnectAsync();

        Assert.False(await thief.ReconnectAsync(secret));

        await circuit.NavigateAsync("sessions");
        await circuit.UntilDrawnAsync("Your sign-ins here");
        Assert.False(thief.WasDrawn("Your sign-ins here"));
        await circuit.DisposeAsync();
    }

    [Fact] // Case 71
    public async Task Reconnect_UnderANewSessionOfTheSamePerson_IsRefusedSoThatThePageLoadsAnew()
    {
        using var ann = await site.SignInAsync();
        var (circuit, secret) = await StartAsync(ann);
        await circuit.DisposeAsync();
        await ann.SignInAsync();
        await using var again = await ann.ConnectAsync();

        Assert.False(await again.ReconnectAsync(secret));
    }

    [Fact]
    public async Task Reconnect_ByTheSameSession_GoesOn()
    {
        using var ann = await site.SignInAsync();
        var (circuit, secret) = await StartAsync(ann);
        await circuit.DisposeAsync();
        await using var again = await ann.ConnectAsync();

        Assert.True(await again.ReconnectAsync(secret));
        await again.NavigateAsync("sessions");
        await again.UntilDrawnAsync("Your sign-ins here");
    }

    [Fact] // Case 58
    public async Task Resume_WithAnotherPersonsCookie_IsRefused()
    {
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var page = await ann.GetAsync("/");
        var (circuit, secret) = await StartAsync(ann);
        await circuit.DisposeAsync();
        await using var thief = await ben.ConnectAsync();

        Assert.Null(await thief.ResumeAsync(secret, "[]", ""));
        Assert.Null(await thief.ResumeAsync(secret, "[{}]", RawCircuit.StateOf(page.Body)));
    }

    [Fact] // Case 58
    public async Task Start_WithAnotherPersonsSealedState_ShowsNoneOfIt()
    {
        await new GrantBuilder(site.Database, TimeProvider.System).GrantAsync(PortalSite.Ann, "annsapp");
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var anns = await ann.GetAsync("/");
        Assert.Contains("annsapp", anns.Body, StringComparison.Ordinal);
        await using var thief = await ben.ConnectAsync();

        await thief.StartAsync((await ben.GetAsync("/")).Body, "", RawCircuit.StateOf(anns.Body));

        Assert.Equal(site.Portal.Address.ToString(), await thief.UntilLedAwayAsync());
        Assert.False(thief.WasDrawn("annsapp"));
    }

    [Fact]
    public async Task Connect_WithoutASession_IsHungUp()
    {
        using var nobody = site.Visit();
        await using var stranger = await nobody.ConnectAsync();

        await stranger.Closed.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Connect_TooManyTimes_IsHungUp()
    {
        using var ann = await site.SignInAsync();
        List<RawCircuit> circuits = [];
        for (var i = 0; i <= TokenPortal.Web.Authentication.Circuits.CircuitFilter.MostConnections; i++)
            circuits.Add(await ann.ConnectAsync());

        await Task.WhenAny(circuits.Select(circuit => circuit.Closed))
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        foreach (var circuit in circuits) await circuit.DisposeAsync();
    }

    [Theory] // Cases 54 and 55: in the database only, so that no hint helps
    [InlineData("update portal.sessions set ended_at = now(), end_reason = 'user'", "/signed-out")]
    [InlineData("update portal.sessions set idle_ends_at = now() - interval '1 day'", "/signed-out")]
    [InlineData("delete from portal.sessions", "/signed-out")]
    [InlineData("update portal.people set suspended_at = now()", "/signin-problem/suspended")]
    [InlineData("update portal.people set roles = '{portal-admin}'", "/")]
    [InlineData("update portal.sessions set ended_at = now(), end_reason = 'replaced'", "/")]
    public async Task Action_AfterTheSessionLostItsRight_IsRefusedAtOnce(string sql, string leadsTo)
    {
        using var ann = await site.SignInAsync();
        await using var circuit = await OpenAsync(ann);
        await site.ExecuteAsync(sql);

        await circuit.NavigateAsync("sessions");

        Assert.Equal(leadsTo, new Uri(site.Portal.Address, await circuit.UntilLedAwayAsync()).AbsolutePath);
        Assert.False(circuit.WasDrawn("Your sign-ins here"));
    }

    [Fact] // Case 54: without an action, by the hint
    public async Task OpenPage_SignedOutInAnotherTab_IsLedAway()
    {
        using var ann = await site.SignInAsync();
        await using var circuit = await OpenAsync(ann);

        await ann.SignOutAsync();

        Assert.EndsWith("signed-out", await circuit.UntilLedAwayAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenPage_TimeIsOver_IsLedAway()
    {
        using var ann = await site.SignInAsync();
        await using var circuit = await OpenAsync(ann);

        site.Clock.Advance(TimeSpan.FromMinutes(62));

        Assert.EndsWith("signed-out", await circuit.UntilLedAwayAsync(), StringComparison.Ordinal);
    }

    private static async Task<RawCircuit> OpenAsync(PortalVisitor visitor) => (await StartAsync(visitor)).Circuit;

    private static async Task<(RawCircuit Circuit, string Secret)> StartAsync(PortalVisitor visitor)
    {
        var page = await visitor.GetAsync("/");
        var circuit = await visitor.ConnectAsync();
        var secret = await circuit.StartAsync(page.Body);
        await circuit.UntilDrawnAsync("Connected apps");
        return (circuit, Assert.IsType<string>(secret));
    }
}

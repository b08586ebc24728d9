using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using TokenPortal.IntegrationTests.Authority;
using TokenPortal.IntegrationTests.Fixtures;
using TokenPortal.Tests.Shared.Circuits;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>Support access by its form posts and raw circuits, as an attacker with a cookie would use them.</summary>
public sealed partial class SupportHttpTests(PortalSite site) : IClassFixture<PortalSite>, IAsyncLifetime
{
    private const string Token = "__RequestVerificationToken";
    private const string Sue = "subject-of-sue";

    public async ValueTask InitializeAsync()
    {
        await site.ForgetPeopleAsync();
        await site.ExecuteAsync("truncate portal.support_sessions, portal.history, portal.history_chains, portal.notices");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact] // Cases 66 and 136
    public async Task Start_AndEnd_EachIssueANewCookieAndTheOldOneIsWorthless()
    {
        using var ann = await site.SignInAsync();
        using var sue = await site.SignInAsync("sue");
        var own = sue.Session;

        await StartAsync(sue);

        var looking = sue.Session;
        Assert.NotEqual(own, looking);
        Assert.Contains("data-support-banner", (await sue.GetAsync("/")).Body, StringComparison.Ordinal);
        await AssertWorthlessAsync(own);

        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(sue, "support/end")).Status);

        Assert.NotEqual(looking, sue.Session);
        var page = await sue.GetAsync("/");
        Assert.True(page.IsSignedIn(Sue));
        Assert.DoesNotContain("data-support-banner", page.Body, StringComparison.Ordinal);
        await AssertWorthlessAsync(looking);
    }

    [Fact] // Case 63
    public async Task Start_ByAUser_Is403AndWritesNoRow()
    {
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");

        var answer = await PostAsync(ben, "support/start", Statement(PortalSite.Ann));

        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Empty(await site.Database.QueryAsync<Guid>("select id from portal.support_sessions"));
        Assert.True((await ben.GetAsync("/")).IsSignedIn("subject-of-ben"));
    }

    [Theory] // Case 64
    [InlineData(Sue, "not-a-user")]
    [InlineData("nobody", "unknown")]
    public async Task Start_AtOneselfOrNobody_IsSentBackWithTheReason(string target, string problem)
    {
        using var sue = await site.SignInAsync("sue");

        var answer = await PostAsync(sue, "support/start", Statement(target));

        Assert.Contains($"problem={problem}", answer.Location, StringComparison.Ordinal);
        Assert.Empty(await site.Database.QueryAsync<Guid>("select id from portal.support_sessions"));
    }

    [Theory] // Cases 51 and 52
    [InlineData("support/start")]
    [InlineData("support/end")]
    [InlineData("support/ask")]
    [InlineData("support/answer")]
    public async Task Post_WithoutOrWithAnotherPersonsToken_Is400_AndGetIsNoWay(string path)
    {
        using var ann = await site.SignInAsync();
        using var sue = await site.SignInAsync("sue");
        var anns = AuthorityDriver.HiddenFields((await ann.GetAsync("/")).Body).First(field => field.Name == Token);

        Assert.Equal(HttpStatusCode.BadRequest, (await sue.PostAsync(path, Statement(PortalSite.Ann))).Status);
        Assert.Equal(
            HttpStatusCode.BadRequest, (await sue.PostAsync(path, [anns, .. Statement(PortalSite.Ann)])).Status);
        Assert.NotEqual(HttpStatusCode.OK, (await sue.GetAsync(path)).Status);
        Assert.Empty(await site.Database.QueryAsync<Guid>("select id from portal.support_sessions"));
    }

    [Fact] // Case 66
    public async Task Start_WhileLooking_IsSentBackAndTheFirstGoesOn()
    {
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        using var sue = await site.SignInAsync("sue");
        await StartAsync(sue);

        var answer = await PostAsync(sue, "support/start", Statement("subject-of-ben"));

        Assert.Contains("problem=in-support", answer.Location, StringComparison.Ordinal);
        Assert.Equal(
            [PortalSite.Ann],
            await site.Database.QueryAsync<string>("select subject from portal.support_sessions where ended_at is null"));
    }

    [Fact] // Cases 69 and 54: signing out ends it
    public async Task SignOut_WhileLooking_EndsTheSupportSession()
    {
        using var ann = await site.SignInAsync();
        using var sue = await site.SignInAsync("sue");
        await StartAsync(sue);

        await sue.SignOutAsync();

        await site.ExecuteAsync("update portal.support_sessions set ends_at = ends_at");
        using var again = await site.SignInAsync("sue");
        Assert.DoesNotContain("data-support-banner", (await again.GetAsync("/")).Body, StringComparison.Ordinal);
    }

    [Fact] // Case 71
    public async Task Circuit_OpenedBeforeTheStart_IsNotSilentlyTheUsersPage()
    {
        await new GrantBuilder(site.Database, TimeProvider.System).GrantAsync(PortalSite.Ann, "annsapp");
        using var ann = await site.SignInAsync();
        using var sue = await site.SignInAsync("sue");
        var page = await sue.GetAsync("/");
        await using var before = await sue.ConnectAsync();
        var secret = await before.StartAsync(page.Body);
        await StartAsync(sue);

        await before.NavigateAsync("sessions");

        await before.UntilLedAwayAsync();
        await using var after = await sue.ConnectAsync();
        Assert.False(await after.ReconnectAsync(secret!));
        Assert.False(before.WasDrawn("annsapp"));
    }

    [Fact] // Case 49
    public async Task Id_OfSomebodyElse_InAnyFormOrAddress_AnswersLikeUnknown()
    {
        var grant = await new GrantBuilder(site.Database, TimeProvider.System).GrantAsync(PortalSite.Ann, "benstarget");
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var key = TokenPortal.Core.Grants.Keys.For(grant.ApplicationId, null);
        var before = await site.Database.SnapshotAsync($"subject = '{PortalSite.Ann}'");

        var anns = await ben.GetAsync($"history?app={key}");
        var unknown = await ben.GetAsync($"history?app={TokenPortal.Core.Grants.Keys.For("nobodys", null)}");
        var answered = await PostAsync(ben, "support/answer", ("id", Guid.NewGuid().ToString()), ("answer", "approve"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (anns.Status, unknown.Status));
        Assert.DoesNotContain("benstarget", anns.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, answered.Status);
        Assert.Equal(before, await site.Database.SnapshotAsync($"subject = '{PortalSite.Ann}'"));
    }

    [Fact] // Case 49
    public async Task Page_OfSomebodyElsesApp_IsInBytesThePageOfAnUnknownOne()
    {
        var grant = await new GrantBuilder(site.Database, TimeProvider.System).GrantAsync(PortalSite.Ann, "annspage");
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var theirs = TokenPortal.Core.Grants.Keys.For(grant.ApplicationId, null).ToString();
        var unknown = TokenPortal.Core.Grants.Keys.For("app-nobodys", null).ToString();
        Assert.Contains("annspage", (await ann.GetAsync($"apps/{theirs}")).Body, StringComparison.Ordinal);

        var (first, second) = (await ben.GetAsync($"apps/{theirs}"), await ben.GetAsync($"apps/{unknown}"));

        Assert.Equal(first.Status, second.Status);
        Assert.Equal(Lasting(first.Body, theirs), Lasting(second.Body, unknown));
    }

    [Theory] // Case 49: whatever an event of the circuit can carry
    [InlineData("", true)]
    [InlineData("apps/{0}", false)]
    [InlineData("history?app={0}", true)]
    [InlineData("settings/support", true)]
    public async Task Events_WithTheIdOfSomebodyElse_ReachNothingOfTheirs(string page, bool takesEvents)
    {
        const int Handlers = 100;
        var number = Guid.NewGuid();
        var anns = $"anns-{number}";
        var grants = new GrantBuilder(site.Database, TimeProvider.System);
        var grant = await grants.GrantAsync(PortalSite.Ann, anns);
        await grants.GrantAsync("subject-of-ben", $"bens-{number}");
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        var key = TokenPortal.Core.Grants.Keys.For(grant.ApplicationId, null).ToString();
        var path = string.Format(CultureInfo.InvariantCulture, page, key);
        var before = await site.Database.SnapshotAsync($"subject = '{PortalSite.Ann}'");
        var handled = 0;

        var circuit = await OpenAsync(ben, path);
        for (var handler = 1; handler <= Handlers; handler++)
        {
            foreach (var (name, arguments) in new[] { ("click", "{}"), ("change", $$"""{"value":"{{key}}"}""") })
            {
                var ran = await circuit.DispatchAsync(handler, name, arguments);
                Assert.False(circuit.WasDrawn(anns));
                if (ran is true) handled++;
                if (ran is not null) break;

                // An event of another kind than the handler takes breaks the circuit of whoever sent it.
                await circuit.DisposeAsync();
                circuit = await OpenAsync(ben, path);
            }
        }

        await circuit.DisposeAsync();
        Assert.Equal(takesEvents, handled > 0);
        Figures.Note($"{handled} events with another person's id were handled on /{page}");
        Assert.Equal(before, await site.Database.SnapshotAsync($"subject = '{PortalSite.Ann}'"));
    }

    // Without what differs from answer to answer: nonces, tokens, sealed state, and the address itself.
    private static string Lasting(string html, string key) => Passing().Replace(html, "").Replace(key, "KEY", StringComparison.Ordinal);

    [GeneratedRegex("nonce=\"[^\"]*\"|value=\"[^\"]*\"|<!--Blazor.*?-->|id=\"[^\"]*\"|data-user[^ ]*")]
    private static partial Regex Passing();

    [Fact] // Case 59, with a count of steps in place of its ten minutes
    public async Task Circuits_OfTwoPeople_NeverShowTheOthersText()
    {
        const int Steps = 200;
        var grants = new GrantBuilder(site.Database, TimeProvider.System);
        await grants.GrantAsync(PortalSite.Ann, "canary-of-ann");
        await grants.GrantAsync("subject-of-ben", "canary-of-ben");
        using var ann = await site.SignInAsync();
        using var ben = await site.SignInAsync("ben");
        await using var anns = await OpenAsync(ann);
        await using var bens = await OpenAsync(ben);
        var random = new Random(59);
        string[] pages = ["", "history", "sessions", "settings/support"];

        for (var step = 0; step < Steps; step++)
            await (random.Next(2) == 0 ? anns : bens).NavigateAsync(pages[random.Next(pages.Length)]);
        foreach (var circuit in new[] { anns, bens })
        {
            await circuit.NavigateAsync("sessions");
            await circuit.NavigateAsync("");
        }

        await anns.UntilDrawnAsync("canary-of-ann");
        await bens.UntilDrawnAsync("canary-of-ben");
        Assert.False(anns.WasDrawn("canary-of-ben") || anns.WasDrawn("Ben Example"));
        Assert.False(bens.WasDrawn("canary-of-ann") || bens.WasDrawn("Ann Example"));
    }

    private static (string, string)[] Statement(string subject) =>
        [("subject", subject), ("reason", "lost_device"), ("ticket", "4711"), ("minutes", "15")];

    private static async Task<PortalAnswer> PostAsync(
        PortalVisitor visitor, string path, params (string Name, string Value)[] fields)
    {
        var token = AuthorityDriver.HiddenFields((await visitor.GetAsync("/")).Body).First(field => field.Name == Token);
        return await visitor.PostAsync(path, [token, .. fields]);
    }

    private static async Task StartAsync(PortalVisitor staff)
    {
        var answer = await PostAsync(staff, "support/start", Statement(PortalSite.Ann));
        Assert.Equal((HttpStatusCode.Redirect, "/"), (answer.Status, answer.Location));
    }

    private async Task AssertWorthlessAsync(string? cookie)
    {
        using var thief = site.Visit();
        thief.Session = cookie;
        Assert.True((await thief.GetAsync("/")).LeadsToSignIn);
    }

    private static async Task<RawCircuit> OpenAsync(PortalVisitor visitor, string path = "")
    {
        var page = await visitor.GetAsync(path);
        var circuit = await visitor.ConnectAsync();
        await circuit.StartAsync(page.Body, path);
        await circuit.UntilDrawnAsync("Connected apps");
        return circuit;
    }
}

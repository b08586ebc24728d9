using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;

namespace TokenPortal.ComponentTests.Features.OneApp;

public sealed class OneAppPageTests : OneAppContext
{
    [Fact]
    public void Page_LinkedApp_SaysWhoItIs()
    {
        Change(app => app with { Publisher = "Mail Mate GmbH" });

        var page = Open();

        Assert.Equal("Mail Mate", page.Find("h1").TextContent);
        Assert.Equal("by Mail Mate GmbH", page.Find(".publisher").TextContent);
        Assert.StartsWith("It keeps a secret of its own", page.Find("[data-kind]").TextContent, StringComparison.Ordinal);
        Assert.Contains("3 Mar 2024", page.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".links, [data-self-registered], [data-why]"));
    }

    [Fact]
    public void Page_Links_OpenSafelyInATabThatIsAnnounced()
    {
        Register(registration => registration with
        {
            HomePage = new Uri("https://mail.example/"),
            TermsOfService = new Uri("https://mail.example/terms"),
        });

        var links = Open().FindAll(".links a");

        Assert.Equal(
            ["Home page (opens in a new tab)", "Terms of use (opens in a new tab)"],
            links.Select(link => link.TextContent.Trim()));
        Assert.All(links, link => Assert.Equal(
            ("_blank", "noopener noreferrer"), (link.GetAttribute("target"), link.GetAttribute("rel"))));
    }

    [Fact]
    public void Page_SelfRegisteredPublicApp_IsCautionedAbout()
    {
        Register(registration => registration with { IsSelfRegistered = true, Type = AppType.Public });

        var page = Open();

        Assert.StartsWith("Self-registered.", page.Find("[data-self-registered] p").TextContent, StringComparison.Ordinal);
        Assert.Contains("could pose as it", page.Find("[data-kind]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_RegistrationGone_SaysSo()
    {
        Change(app => app with { Standing = AppStanding.Unregistered, Name = null, ClientId = null });
        Grants.Describe = detail => detail with { Registration = null };

        var page = Open();

        Assert.Equal("Unknown app", page.Find("h1").TextContent);
        Assert.Contains("registration of this app is gone", page.Find(".hint").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-kind]"));
    }

    [Fact]
    public void Permissions_OfEveryKind_AreGroupedInWords()
    {
        Change(app => app with { Scopes = ["mail.send", "openid", "odd.scope", "calendar.read", "offline_access"] });

        var page = Open();

        Assert.Equal(
            ["Knows who is signed in", "Reads", "Writes and acts", "Works while you are away", "Not assessed"],
            page.FindAll("[data-reach] h3").Select(title => title.TextContent.Trim()));
        Assert.All(page.FindAll("[data-reach] h3"), title => Assert.Single(title.QuerySelectorAll("svg")));
        Assert.Contains("See your calendar", page.Find("[data-reach=read]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Events, invitations", page.Find("[data-reach=read]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Permission_HighRiskOrUnknown_IsCautionedAboutInWords()
    {
        Change(app => app with { Scopes = ["mail.send", "odd.scope", "calendar.read"] });

        var page = Open();

        Assert.StartsWith("High risk", page.Find("[data-permission='mail.send'] [data-risk=high]").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Equal("odd.scope", page.Find("[data-permission='odd.scope'] .name").TextContent);
        Assert.Contains("Be careful", page.Find("[data-permission='odd.scope'] [data-risk=unknown]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-permission='calendar.read'] [data-risk]"));
    }

    [Fact]
    public void Permission_Mandatory_StaysAndSaysWhy()
    {
        var page = Open();

        Assert.Contains("cannot work without", page.Find("[data-permission=openid] [data-mandatory]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(Permission("openid")));
        Assert.Single(page.FindAll(Permission("calendar.read")));
    }

    [Fact]
    public void Permissions_None_SaysSo()
    {
        Change(app => app with { Scopes = [] });

        Assert.Contains(
            "no particular permission", Open().Find("[data-section=permissions]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Devices_Known_HaveNamesInWords()
    {
        Grants.Devices.Add(Details.Device(3, null) with { LastUsedAt = Apps.Now.AddMinutes(-4), AddressPrefix = null });

        var page = Open();

        Assert.Equal(
            ["Ann's phone", "Firefox on Windows", "Unknown device"],
            page.FindAll("[data-device] h3").Select(name => name.TextContent));
        Assert.Equal(
            ["refreshed", "refreshed", "used"],
            page.FindAll("[data-device] [data-fact]").Select(fact => fact.GetAttribute("data-fact")));
        Assert.Equal(
            ["203.0.113.0/24", "203.0.113.0/24", "Unknown"],
            page.FindAll("[data-device] [data-network]").Select(network => network.TextContent));
        Assert.Equal(3, page.FindAll("[data-action=end-device]").Count);
    }

    [Fact]
    public void Devices_None_SaysSo()
    {
        Grants.Devices.Clear();

        Assert.Single(Open().FindAll("[data-no-devices]"));
    }

    [Fact]
    public void Devices_WithoutFamilies_SaysThatTheyAreNotToldApart()
    {
        Grants.Devices.Clear();
        Grants.Devices.Add(Details.Device(1, null) with { IsFamily = false, AddressPrefix = null });
        Grants.Describe = detail => detail with { CanNarrow = false };

        var page = Open();

        Assert.Contains("from 1 place", page.Find("[data-no-families]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=end-device]"));
    }

    [Theory]
    [InlineData(false, "Access last refreshed2 days ago")]
    [InlineData(true, "Last used5 minutes ago")]
    public void LastUse_Recorded_IsNotMixedUpWithARefresh(bool recorded, string expected)
    {
        if (recorded) Change(app => app with { LastUsedAt = Apps.Now.AddMinutes(-5) });

        var fact = Open().Find(".identity [data-fact]");

        Assert.Equal(expected, string.Concat(fact.TextContent.Split('\n').Select(line => line.Trim())));
    }

    [Fact]
    public void Timeline_OfTheApp_ShowsItsNewestAndLeadsToAll()
    {
        History.Entries.AddRange(Enumerable.Range(1, 12).Select(seq =>
            Entries.Of(HistoryKind.AppConnected, seq: 13 - seq, app: "Mail Mate")));
        History.Entries.Insert(0, Entries.Of(HistoryKind.AppConnected, seq: 20, app: "Notes"));

        var page = Open();

        Assert.Equal(10, page.FindAll("[data-entry]").Count);
        Assert.Equal("Mail Mate got access to your account.", page.Find("[data-sentence]").TextContent);
        Assert.Equal(
            $"history?app={Apps.Key("Mail Mate")}", page.Find("[data-action=whole-history]").GetAttribute("href"));
    }

    [Fact]
    public void Page_ServerCannotNarrow_SaysWhyAndOffersTheWhole()
    {
        Grants.Describe = detail => detail with { CanNarrow = false };

        var page = Open();

        Assert.Contains("does not support", page.Find("[data-why]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=remove-permission], [data-action=end-device]"));
        Assert.Single(page.FindAll("[data-action=remove]"));
    }

    [Fact]
    public void Page_FirstPartyApp_IsShownAndNotRemovable()
    {
        Change(app => app with { Standing = AppStanding.FirstParty });

        var page = Open();

        Assert.Contains("belongs to your account itself", page.Find("[data-why]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=remove], [data-action=remove-permission], [data-action=end-device]"));
        Assert.Equal(2, page.FindAll("[data-permission]").Count);
    }

    [Fact]
    public void Page_ForSupport_OffersOnlyTheWholeAppAndSaysWhose()
    {
        EnterSupport();
        History.Entries.Add(Entries.Of(HistoryKind.AppConnected, app: "Mail Mate"));

        var page = Open();

        Assert.Contains("are up to Ben Brook", page.Find("[data-why]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-action=remove-permission], [data-action=end-device]"));
        Assert.DoesNotContain("your account", page.Find("[data-app-page]").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("“you” is Ben Brook.", page.Find("[data-speaks-to]").TextContent, StringComparison.Ordinal);
        Ask(page, "[data-action=remove]");
        Assert.Contains("the account of Ben Brook", page.Find(".happens").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("our consent", page.Find(".happens").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_LongNamesAndMarkup_AreShortText()
    {
        var markup = "<img src=x onerror=alert(1)>" + new string('a', 300);
        Change(app => app with { Name = markup, Publisher = markup, Scopes = [markup] });
        Grants.Devices.Add(Details.Device(3, markup));

        var page = Open();

        Assert.Empty(page.FindAll("img"));
        Assert.All(
            new[] { "h1", "[data-permission] .name", "[data-device]:last-child h3" },
            place => Assert.InRange(page.FindAll(place)[^1].TextContent.Length, 1, 81));
    }

    [Theory]
    [InlineData("not a key")]
    [InlineData("a")]
    [InlineData("mail-mate")]
    public void Page_MalformedKey_IsNotFound(string key)
    {
        var page = RenderApp(key);

        Assert.Single(page.FindAll("[data-message=not-found]"));
        Assert.Equal(0, Grants.Reads);
    }

    [Fact]
    public void Page_UnknownKey_IsNotFound() =>
        Assert.Single(RenderApp(Apps.Key("somebody else's").ToString()).FindAll("[data-message=not-found]"));

    [Fact]
    public void Page_SupportEnded_SaysSo()
    {
        Grants.Refusal = Refusal.SupportEnded;

        Assert.Single(Open().FindAll("[data-message=support-ended]"));
    }

    [Fact]
    public void Page_WhileReading_ShowsThatItLoads()
    {
        Grants.Gate = new TaskCompletionSource();

        var page = Open();

        Assert.Single(page.FindAll("[data-state=loading]"));
        Grants.Gate.SetResult();
        page.WaitForElement("[data-app-page]");
    }

    [Fact]
    public void Page_DatabaseAway_SaysSoAndRecoversByItself()
    {
        Grants.Failure = GrantStoreFailure.NothingChanged;
        var page = Open();
        Assert.Single(page.FindAll("[data-state=failed] [data-action=retry]"));

        Grants.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(2));

        page.WaitForElement("[data-app-page]");
    }

    [Fact]
    public async Task Page_DatabaseAwayWhileShown_KeepsTheAppAndSaysThatItIsOld()
    {
        var page = Open();
        Grants.Failure = GrantStoreFailure.NothingChanged;

        await Changes.HintAsync();

        page.WaitForElement("[data-stale]");
        Assert.Single(page.FindAll("[data-app-page]"));
    }

    [Fact]
    public async Task Page_RemovedMeanwhile_SaysSoCalmly()
    {
        var page = Open();
        Grants.Apps.Clear();

        await Changes.HintAsync();

        Assert.Equal("Mail Mate is no longer connected", page.WaitForElement("[data-gone] h1").TextContent);
        Assert.Equal("Mail Mate is no longer connected", page.Find("[data-announcement]").TextContent);
        Assert.Single(page.FindAll("[data-action=back]"));
        Assert.Empty(page.FindAll("[data-app-page], [data-message]"));
    }

    [Fact]
    public async Task Page_ChangedElsewhere_IsDrawnAnewAndAnnounced()
    {
        var page = Open();
        Grants.Devices.RemoveAt(0);

        await Changes.HintAsync();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-device]")));
        Assert.Equal(
            "What Mail Mate has access to has just changed.", page.Find("[data-announcement]").TextContent);
    }

    [Fact]
    public async Task Page_Closed_SubscribesToNothing()
    {
        Open();
        Assert.Equal(1, Changes.Subscribers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Changes.Subscribers);
    }

    private void Register(Func<AppRegistration, AppRegistration> change) =>
        Grants.Describe = detail => detail with { Registration = change(detail.Registration!) };
}

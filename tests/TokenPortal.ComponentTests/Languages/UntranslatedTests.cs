using Bunit;
using Microsoft.AspNetCore.Components;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Components;
using TokenPortal.Web.Components.Layout;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Features.Messages;
using TokenPortal.Web.Features.OneApp;
using TokenPortal.Web.Features.Sessions;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Features.Support;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>Draws every part of the portal in Russian, in each of its states, and finds every text that is not.</summary>
public sealed class UntranslatedTests
{
    // The frame of a page, and what shows no text of its own.
    private static readonly Type[] WithoutText =
        [typeof(App), typeof(Routes), typeof(RedirectToSignIn), typeof(SessionOver), typeof(SystemTheme), typeof(DarkPalette)];

    private static readonly Dictionary<string, Action<Stage>> Scenes = new()
    {
        ["apps of every kind"] = stage => stage.Look(stage.WithApps().Show<ConnectedAppsPage>()),
        ["apps, none"] = stage => stage.Look(stage.Site.Show<ConnectedAppsPage>()),
        ["apps, database away"] = stage => stage.LookWith(GrantStoreFailure.NothingChanged),
        ["apps, old list"] = stage => stage.LookAfter(site => site.Grants.Failure = GrantStoreFailure.NothingChanged),
        ["apps, news"] = stage => stage.LookAfter(site => site.Grants.Apps.RemoveAt(0)),
        ["removal, asked"] = stage => stage.Ask("[data-action=remove]"),
        ["removal of all, asked"] = stage => stage.Ask("[data-action=remove-all]"),
        ["removal, done"] = stage => stage.Confirm("[data-action=remove]"),
        ["removal of all, done"] = stage => stage.Confirm("[data-action=remove-all]"),
        ["removal, nothing left"] = stage => stage.Confirm("[data-action=remove]", site => site.Grants.Apps.Clear()),
        ["removal, failed"] = stage => stage.Confirm(
            "[data-action=remove]", site => site.Grants.Failure = GrantStoreFailure.NothingChanged),
        ["removal, unknown"] = stage => stage.Confirm(
            "[data-action=remove]", site => site.Grants.Failure = GrantStoreFailure.OutcomeUnknown),
        ["removal, needs a sign-in"] = stage => stage.Confirm(
            "[data-action=remove]", site => site.Grants.Refusal = Refusal.NeedsFreshSignIn),
        ["apps, for support"] = stage =>
        {
            stage.EnterSupport(TimeSpan.FromMinutes(30));
            stage.Ask("[data-action=remove]");
        },
        ["app, of every kind"] = stage =>
        {
            foreach (var app in stage.WithApps().Grants.Apps.ToList())
                stage.Look(stage.Site.Render<OneAppPage>(page => page.Add(shown => shown.Key, app.Key.ToString())));
        },
        ["app, all of it"] = stage =>
        {
            stage.Site.History.Entries.Add(Entries.Of(HistoryKind.AppConnected, app: "Почта"));
            stage.LookAtApp(detail => detail with
            {
                Registration = detail.Registration! with
                {
                    HomePage = new Uri("https://пример.рф"),
                    PrivacyPolicy = new Uri("https://пример.рф"),
                    TermsOfService = new Uri("https://пример.рф"),
                    IsSelfRegistered = true,
                },
            });
        },
        ["app, public"] = stage => stage.LookAtApp(detail => detail with
        {
            Registration = detail.Registration! with { Type = AppType.Public },
        }),
        ["app, cannot be narrowed"] = stage => stage.LookAtApp(detail => detail with
        {
            CanNarrow = false,
            Devices = [.. detail.Devices.Where(device => !device.IsFamily)],
        }),
        ["app, for support"] = stage =>
        {
            stage.EnterSupport(TimeSpan.FromMinutes(30));
            stage.AskAboutApp("[data-action=remove]");
        },
        ["app, unknown"] = stage => stage.Look(stage.Site.ShowApp("Ничьё")),
        ["app, database away"] = stage =>
        {
            stage.Site.Grants.Failure = GrantStoreFailure.NothingChanged;
            stage.Look(stage.Site.ShowApp("Почта"));
        },
        ["app, loading"] = stage =>
        {
            stage.Site.Grants.Gate = new TaskCompletionSource();
            stage.Look(stage.Site.ShowApp("Почта"));
        },
        ["app, old"] = stage => stage.LookAtAppAfter(site => site.Grants.Failure = GrantStoreFailure.NothingChanged),
        ["app, changed"] = stage => stage.LookAtAppAfter(site => site.Grants.Devices.Clear()),
        ["app, gone"] = stage => stage.LookAtAppAfter(site => site.Grants.Apps.Clear()),
        ["app, removed"] = stage => stage.AskAboutApp("[data-action=remove]", confirm: _ => { }),
        ["permission, removed"] = stage => stage.AskAboutApp("[data-action=remove-permission]", confirm: _ => { }),
        ["permission, a pass lingers"] = stage => stage.AskAboutApp(
            "[data-action=remove-permission]", Answer(Apps.Now.AddMinutes(30))),
        ["permission, a pass stays"] = stage => stage.AskAboutApp(
            "[data-action=remove-permission]", Answer(DateTimeOffset.MaxValue)),
        ["permission, had gone"] = stage => stage.AskAboutApp(
            "[data-action=remove-permission]", Answer(new RevokeResult.NothingToRevoke())),
        ["permission, of one's own app"] = stage => stage.AskAboutApp(
            "[data-action=remove-permission]", Answer(new RevokeResult.FirstParty())),
        ["permission, mandatory"] = stage => stage.AskAboutApp(
            "[data-action=remove-permission]", Answer(new RevokeResult.Mandatory())),
        ["permission to come back, asked"] = stage =>
        {
            stage.Site.Grants.Apps.Add(RussianSite.App("Письма") with { Scopes = ["offline_access"] });
            stage.Ask("[data-action=remove-permission]", stage.Site.ShowApp("Письма"));
        },
        ["device, signed out"] = stage => stage.AskAboutApp("[data-action=end-device]", confirm: _ => { }),
        ["device, had gone"] = stage => stage.AskAboutApp(
            "[data-action=end-device]", Answer(new RevokeResult.NothingToRevoke())),
        ["device, not offered"] = stage => stage.AskAboutApp(
            "[data-action=end-device]", Answer(new RevokeResult.NotOffered())),
        ["narrowing, asked before a pass ends"] = stage =>
        {
            foreach (var until in new[] { Apps.Now.AddMinutes(30), DateTimeOffset.MaxValue })
                stage.Texts.Add(NarrowingText.CutOff(until, Apps.Now).Replace("UTC", "", StringComparison.Ordinal));
        },
        ["apps, new ones"] = stage => stage.LookAtNewApps(),
        ["apps, none fits"] = stage =>
        {
            stage.Site.Services.GetNavigation().NavigateTo("?q=x&only=new");
            stage.Look(stage.WithApps().Show<ConnectedAppsPage>());
        },
        ["apps, more of them"] = stage =>
        {
            stage.Site.Grants.Apps.AddRange(Enumerable.Range(1, 60).Select(i => RussianSite.App($"Приложение {i}")));
            stage.Look(stage.Site.Show<ConnectedAppsPage>());
        },
        ["removal of several"] = stage => stage.RemoveSeveral(_ => { }),
        ["removal of several, one fails"] = stage => stage.RemoveSeveral(site => site.Grants.Stubborn = Apps.Key("Почта")),
        ["removal of several, none left"] = stage => stage.RemoveSeveral(site => site.Grants.Apps.Clear()),
        ["removal of several, session over"] = stage => stage.RemoveSeveral(
            site => site.Grants.Refusal = Refusal.SignedOut),
        ["removal of the unused, asked"] = stage => stage.Ask("[data-action=remove-unused]"),
        ["someone has my account"] = stage => stage.Rescue(_ => { }),
        ["someone has my account, nothing left"] = stage => stage.Rescue(site => site.Grants.Apps.Clear()),
        ["someone has my account, needs a sign-in"] = stage => stage.Rescue(
            site => site.Grants.Refusal = Refusal.NeedsFreshSignIn),
        ["someone has my account, failed"] = stage => stage.Rescue(site =>
            site.Grants.Failure = site.Sessions.Failure = GrantStoreFailure.OutcomeUnknown),
        ["history of everything"] = stage =>
        {
            stage.Site.History.Entries.AddRange(RussianSite.Everything().Reverse());
            var page = stage.Site.Show<HistoryPage>();
            while (page.FindAll("[data-action=more]") is [var more]) more.Click();
            stage.Look(page);
        },
        ["history, more to come"] = stage =>
        {
            stage.Site.History.Entries.AddRange(RussianSite.Everything().Reverse());
            var page = stage.Site.Show<HistoryPage>();
            stage.Site.History.Failure = GrantStoreFailure.NothingChanged;
            page.Find("[data-action=more]").Click();
            stage.Look(page);
        },
        ["history, none"] = stage => stage.Look(stage.Site.Show<HistoryPage>()),
        ["history, nothing fits"] = stage =>
        {
            stage.Site.Services.GetNavigation().NavigateTo("history?kind=sessions&time=week&app=" + Apps.Key("x"));
            stage.Look(stage.Site.Show<HistoryPage>());
        },
        ["sessions"] = stage => stage.Look(stage.WithSessions().Show<SessionsPage>()),
        ["session, asked to end"] = stage => stage.AskSessions("[data-action=end]"),
        ["sessions, asked to end"] = stage => stage.AskSessions("[data-action=end-others]"),
        ["session, ended"] = stage => stage.ConfirmSessions(failure: null),
        ["session, not ended"] = stage => stage.ConfirmSessions(GrantStoreFailure.NothingChanged),
        ["session, nobody knows"] = stage => stage.ConfirmSessions(GrantStoreFailure.OutcomeUnknown),
        ["layout"] = stage =>
        {
            stage.Site.Support.AtAccount.AddRange([RussianSite.Looker("Сергей"), RussianSite.Looker(name: null)]);
            var page = stage.Site.ShowAlone<MainLayout>();
            stage.Look(page);
            while (page.FindAll("[data-action=end-their-support]") is [var end, ..]) end.Click();
            stage.Look(page);
        },
        ["layout, in support"] = stage => stage.LookInSupport(TimeSpan.FromMinutes(30)),
        ["layout, support ends soon"] = stage => stage.LookInSupport(TimeSpan.FromMinutes(1)),
        ["layout, support over"] = stage => stage.LookInSupport(-TimeSpan.FromMinutes(1)),
        ["reconnecting"] = stage => stage.Look(stage.Site.ShowAlone<ReconnectDialog>()),
        ["messages"] = stage =>
        {
            foreach (var code in new[] { 400, 403, 404, 500, 503 })
                stage.Look(stage.Site.Render<StatusPage>(page => page.Add(shown => shown.Code, code)));
            foreach (var problem in Enum.GetNames<SignInProblem>())
                stage.Look(stage.Site.Render<SignInProblemPage>(page =>
                    page.Add(shown => shown.Problem, problem.ToLowerInvariant())));
            stage.Look(stage.Site.ShowAlone<SignedOutPage>());
            stage.Look(stage.Site.ShowAlone<NotFoundPage>());
            stage.Look(stage.Site.ShowAlone<ErrorPage>());
            stage.Look(stage.Site.Render<MessageView>(page => page.Add(shown => shown.Message, MessageText.DatabaseAway)));
        },
        ["refusals"] = stage =>
        {
            foreach (var reason in Enum.GetValues<Refusal>().Except([Refusal.SignedOut]))
                stage.Look(stage.Site.Render<RefusalView>(view => view.Add(shown => shown.Reason, reason)));
            stage.Texts.AddRange(Enum.GetValues<Refusal>().Select(RefusalText.Sentence));
        },
        ["support"] = stage =>
        {
            stage.WithPeople();
            stage.Look(stage.Site.ShowAlone<SupportPage>());
        },
        ["support, signed in long ago"] = stage =>
        {
            foreach (var start in new Refusal?[] { Refusal.NeedsFreshSignIn, Refusal.SignInTimeUnknown })
                stage.Look(stage.Site.Render<PersonCard>(card => card
                    .Add(shown => shown.Person, RussianSite.Person).Add(shown => shown.Start, start)
                    .Add(shown => shown.Approved, null).Add(shown => shown.Now, Apps.Now)
                    .Add(shown => shown.SignInAddress, "signin")));
        },
        ["support, problems"] = stage => stage.Texts.AddRange(new[]
        {
            "subject", "reason", "ticket", "note", "minutes", "not-a-user", "closed", "not-permitted", "in-support", "too-late",
            "sign-in", "unavailable", "else",
        }.Select(SupportText.Problem)),
        ["support, nobody found"] = stage =>
        {
            stage.Site.Services.GetNavigation().NavigateTo("support?q=x");
            stage.Look(stage.Site.ShowAlone<SupportPage>());
        },
        ["requests"] = stage =>
        {
            stage.Site.Support.Open.AddRange([RussianSite.Request(null), RussianSite.Request(null, Entries.Subject)]);
            stage.Look(stage.Site.ShowAlone<BreakGlassPage>());
        },
        ["requests, none"] = stage => stage.Look(stage.Site.ShowAlone<BreakGlassPage>()),
        ["setting"] = stage =>
        {
            foreach (var isFixed in new[] { true, false })
            {
                stage.Site.Support.Setting = new SupportSetting(SupportChoice.WhenAllowed, Apps.Now.AddHours(1), isFixed);
                stage.Look(stage.Site.ShowAlone<SupportSettingPage>());
            }
        },
        ["setting, saved"] = stage =>
        {
            var page = stage.Site.ShowAlone<SupportSettingPage>();
            page.Find("form").Submit();
            stage.Look(page);
            stage.Site.Support.Refusal = Refusal.NeedsFreshSignIn;
            page.Find("form").Submit();
            stage.Look(page);
        },
    };

    private static Action<RussianSite> Answer(DateTimeOffset until) => Answer(new RevokeResult.Revoked(new RevokeReceipt(
        Apps.Key("Почта"), "Почта", "почта", Apps.Now, 0, 0, 1, until)));

    private static Action<RussianSite> Answer(RevokeResult result) => site => site.Grants.Narrowed = result;

    public static TheoryData<string> Names => [.. Scenes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Part_InRussian_HasNoOtherText(string scene)
    {
        await using var stage = new Stage();

        Scenes[scene](stage);

        Assert.NotEmpty(stage.Texts);
        Assert.Empty(stage.Untranslated);
    }

    [Fact]
    public async Task Parts_OfThePortal_AreAllDrawnHere()
    {
        HashSet<Type> shown = [.. WithoutText];
        foreach (var scene in Scenes.Values)
        {
            await using var stage = new Stage();
            scene(stage);
            shown.UnionWith(stage.Site.Shown);
        }

        Assert.Empty(typeof(App).Assembly.GetTypes()
            .Where(type => typeof(IComponent).IsAssignableFrom(type) && !type.IsAbstract && type.Name != "_Imports")
            .Except(shown).Select(type => type.Name));
    }
}

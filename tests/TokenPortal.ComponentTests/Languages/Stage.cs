using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Components.Layout;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Sessions;
using TokenPortal.Web.Features.Takeover;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>Brings the portal into a state, and keeps the texts that it shows then.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<string> _untranslated = [];

    public RussianSite Site { get; } = new();

    public List<string> Texts { get; } = [];

    public IEnumerable<string> Untranslated => _untranslated.Concat(Texts.Where(text => text.Any(char.IsAsciiLetterLower)));

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    public void Look<T>(IRenderedComponent<T> page) where T : class, IComponent
    {
        _untranslated.AddRange(Languages.Untranslated.In(page.Nodes));
        // A title is drawn in the head, which is no part of the page.
        foreach (var title in page.FindComponents<PageTitle>())
            _untranslated.AddRange(Languages.Untranslated.In(Site.Render(title.Instance.ChildContent!).Nodes));
        Texts.Add("Показано");
    }

    public RussianSite WithApps()
    {
        Site.Grants.Apps.AddRange(
        [
            RussianSite.App("Почта") with { RefreshTokens = 3, ResidualAccessUntil = Apps.Now.AddMinutes(30) },
            RussianSite.App("Заметки") with { RefreshTokens = 0 },
            RussianSite.App("Ежедневник") with { RefreshTokens = 0, AccessTokens = 0, Scopes = [], LastActivityAt = null },
            RussianSite.App("Игра", AppStanding.Unregistered) with { LastActivityAt = Apps.Now.AddDays(-400) },
            RussianSite.App("Без имени") with
            {
                Name = "\u200B",
                Scopes = ["openid", "profile", "email", "phone", "address", "offline_access", "roles", "календарь", "\u200B"],
                ResidualAccessUntil = DateTimeOffset.MaxValue,
            },
            RussianSite.App("Погода") with { LastUsedAt = Apps.Now.AddDays(-100), IsNew = true },
            RussianSite.App("Карты") with { LastActivityAt = null, FirstGrantedAt = Apps.Now.AddDays(-200), IsNew = true },
            RussianSite.App("Портал", AppStanding.FirstParty),
            RussianSite.App("Старое", AppStanding.RemovedByServer),
        ]);
        return Site;
    }

    public void LookWith(GrantStoreFailure failure)
    {
        Site.Grants.Failure = failure;
        Look(Site.Show<ConnectedAppsPage>());
    }

    public void LookAfter(Action<RussianSite> change)
    {
        var page = WithApps().Show<ConnectedAppsPage>();
        change(Site);
        Site.Changes.HintAsync().Wait(Xunit.TestContext.Current.CancellationToken);
        Look(page);
    }

    public void Ask(string button) => Look(Asked(WithApps().Show<ConnectedAppsPage>(), button));

    public void Ask(string button, IRenderedComponent<Surroundings> page) => Look(Asked(page, button));

    public void Confirm(string button, Action<RussianSite>? change = null)
    {
        var page = Asked(WithApps().Show<ConnectedAppsPage>(), button);
        change?.Invoke(Site);
        page.Find("[data-action=confirm]").Click();
        Look(page);
    }

    /// <summary>An app whose page shows everything that a page of an app can show.</summary>
    public RussianSite WithOneApp(Func<AppDetail, AppDetail>? describe = null)
    {
        Site.Grants.Apps.Add(RussianSite.App("Почта") with { Scopes = ["openid", "calendar.read", "mail.send", "календарь"] });
        Site.Grants.Devices.AddRange(
        [
            Details.Device(1, "Телефон"), Details.Device(2, name: null) with { AddressPrefix = "127.0.0.0/24" },
            Details.Device(3, "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0") with { LastUsedAt = Apps.Now },
            Details.Device(4, name: null) with { IsFamily = false, AddressPrefix = null },
        ]);
        Site.Grants.Describe = describe ?? (detail => detail);
        return Site;
    }

    public void LookAtApp(Func<AppDetail, AppDetail> describe) => Look(WithOneApp(describe).ShowApp("Почта"));

    public void LookAtAppAfter(Action<RussianSite> change)
    {
        var page = WithOneApp().ShowApp("Почта");
        change(Site);
        Site.Changes.HintAsync().Wait(Xunit.TestContext.Current.CancellationToken);
        Look(page);
    }

    public void AskAboutApp(string button, Action<RussianSite>? confirm = null)
    {
        var page = Asked(WithOneApp().ShowApp("Почта"), button);
        Look(page);
        if (confirm is null) return;
        confirm(Site);
        page.Find("[data-action=confirm]").Click();
        Look(page);
    }

    public void LookAtNewApps()
    {
        var page = WithApps().Show<ConnectedAppsPage>();
        Site.Grants.Failure = GrantStoreFailure.NothingChanged;
        page.Find("[data-action=know]").Click();
        Look(page);
        Site.Grants.Failure = null;
        page.Find("[data-action=know]").Click();
        Look(page);
        page.Find("[data-action=know]").Click();
        Look(page);
    }

    /// <summary>Stops behind the second.</summary>
    public void RemoveSeveral(Action<RussianSite> change)
    {
        var page = WithApps().Show<ConnectedAppsPage>();
        page.Find("[data-action=select]").Click();
        page.Find("[data-action=select-all]").Click();
        Look(Asked(page, "[data-action=remove-selected]"));
        change(Site);
        var gate = Site.Grants.Gate = new TaskCompletionSource();
        page.Find("[data-action=confirm]").Click();
        Look(page);
        page.Find("[data-action=stop]").Click();
        Look(page);
        Site.Grants.Gate = null;
        gate.SetResult();
        page.WaitForElement("[data-action=close]");
        Look(page);
        if (page.FindAll("[data-action=rest]") is [var rest]) rest.Click();
        Look(page);
        page.Find("[data-action=close]").Click();
        Look(page);
    }

    public void Rescue(Action<RussianSite> change)
    {
        WithApps();
        var page = WithSessions().Show<TakeoverPage>();
        Look(page);
        change(Site);
        page.Find("[data-action=rescue]").Click();
        Look(page);
    }

    public RussianSite WithSessions()
    {
        Site.Sessions.Listed.AddRange(
        [
            RussianSite.SignedIn(RussianSite.OwnSession, "Firefox on Windows"),
            RussianSite.SignedIn(Guid.NewGuid(), browser: null),
            RussianSite.SignedIn(Guid.NewGuid(), "Unknown browser on Windows"),
        ]);
        return Site;
    }

    public void AskSessions(string button) => Look(Asked(WithSessions().Show<SessionsPage>(), button));

    public void ConfirmSessions(GrantStoreFailure? failure)
    {
        var page = Asked(WithSessions().Show<SessionsPage>(), "[data-action=end]");
        Site.Sessions.Failure = failure;
        page.Find("[data-action=confirm]").Click();
        Look(page);
    }

    public void LookInSupport(TimeSpan left)
    {
        EnterSupport(left);
        Look(Site.ShowAlone<MainLayout>());
    }

    public void EnterSupport(TimeSpan left) => Site.SignIn(
        new("portal_support", Guid.NewGuid().ToString()), new("portal_support_account", "субъект-2"),
        new("portal_support_label", "Борис"),
        new("portal_support_ends_at", (Apps.Now + left).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));

    public void WithPeople()
    {
        SupportSetting[] settings =
        [
            new(SupportChoice.WithReason, null, false), new(SupportChoice.WhenAllowed, Apps.Now.AddHours(1), false),
            new(SupportChoice.WhenAllowed, null, false), new(SupportChoice.Never, null, false),
        ];
        Site.Support.People.AddRange(settings.Select((setting, i) =>
            RussianSite.Person with { Subject = $"субъект-{i}", Setting = setting }));
        Site.Support.People.Add(RussianSite.Person with { Subject = "субъект-9", IsUser = false });
        Site.Support.Own.AddRange(
        [
            RussianSite.Request(approved: null), RussianSite.Request(approved: true) with { Subject = "субъект-3" },
            RussianSite.Request(approved: false),
        ]);
    }

    private static IRenderedComponent<Surroundings> Asked(IRenderedComponent<Surroundings> page, string button)
    {
        page.Find(button).Click();
        page.WaitForElement(".mud-dialog");
        return page;
    }
}

internal static class NavigationExtensions
{
    public static NavigationManager GetNavigation(this IServiceProvider services) =>
        services.GetRequiredService<NavigationManager>();
}

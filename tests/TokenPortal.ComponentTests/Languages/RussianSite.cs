using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Languages;

/// <summary>The portal in Russian, with data that has no Latin letter in it: whatever has one is a text of the portal.</summary>
internal sealed class RussianSite : PortalContext
{
    public static readonly SupportedPerson Person = new(
        "субъект-2", "Борис", "борис@пример.рф", IsUser: true, new SupportSetting(SupportChoice.WithReason, null, false));

    public RussianSite()
    {
        Cultures.Speak(Language.Russian, Cultures.Berlin);
        ComponentFactories.Add(
            type =>
            {
                Shown.Add(type);
                return false;
            },
            _ => throw new InvalidOperationException("It only looks."));
        ComponentFactories.AddStub<AntiforgeryToken>();
        SignIn();
        Scopes.Texts.Clear();
        Scopes.Texts["calendar.read"] = new ScopeText("calendar.read", "Видеть календарь", "Все события.");
        Scopes.Texts["mail.send"] = new ScopeText("mail.send", "Отправлять письма", Description: null);
    }

    /// <summary>Every type of component that was drawn.</summary>
    public HashSet<Type> Shown { get; } = [];

    public new FakeGrants Grants => base.Grants;

    public new FakeHistory History => base.History;

    public new FakeSessions Sessions => base.Sessions;

    public new FakeSupport Support => base.Support;

    public new FakeChanges Changes => base.Changes;

    public void SignIn(params System.Security.Claims.Claim[] more) => Authorization.SetClaims(
        [
            new("sub", Subject), new("name", "Анна"), new("email", "анна@пример.рф"), new("role", "portal-support"),
            new("portal_session", Session.ToString()), .. more,
        ]);

    public IRenderedComponent<Surroundings> Show<TComponent>() where TComponent : IComponent => RenderInLayout<TComponent>();

    public IRenderedComponent<Surroundings> ShowApp(string name) => RenderApp(Apps.Key(name).ToString());

    /// <summary>For what brings the providers of dialogs itself, or needs none.</summary>
    public IRenderedComponent<TComponent> ShowAlone<TComponent>() where TComponent : class, IComponent => Render<TComponent>();

    public static ConnectedApp App(string name, AppStanding standing = AppStanding.Linked) =>
        Apps.Named(name, standing) with { Publisher = "Издатель" };

    public static BreakGlassRequest Request(bool? approved, string requester = "коллега") => new(
        Guid.NewGuid(), requester, "Вера", Person.Subject, "Борис", SupportReasons.LostDevice, "4711", "Записка", 30,
        Apps.Now, Apps.Now.AddMinutes(10), approved);

    public static SupportSession Looker(string? name) => new(
        Guid.NewGuid(), "сотрудник", name, Subject, "Анна", SupportReasons.Other, "4711", "Записка", Apps.Now,
        Apps.Now.AddMinutes(30), EndedAt: null, EndReason: null, IsBreakGlass: false);

    public static SessionSummary SignedIn(Guid id, string? browser) => new(
        id, Apps.Now.AddHours(-2), Apps.Now.AddMinutes(-5), Apps.Now.AddHours(6), new Origin("203.0.113.0/24", browser));

    public static Guid OwnSession => Session;

    /// <summary>Everything that can happen, by everybody who can do it.</summary>
    public static IEnumerable<HistoryEntry> Everything()
    {
        var seq = 0;
        string?[] notes = [null, "staff", "user", "time", "replaced", "role_lost", "signed_out", "operator", "setting"];
        string?[] choices = ["with_reason", "when_allowed", "never"];
        foreach (var kind in Enum.GetValues<HistoryKind>())
        {
            foreach (var reason in Enum.GetValues<RevocationReason>())
            {
                var entry = Entries.Of(kind, reason, ++seq, "Календарь") with
                {
                    Actor = new HistoryActor("клиент", "Анна", IsSelf: true),
                    Origin = new Origin("203.0.113.0/24", "Unknown browser on Windows"),
                };
                yield return entry;
                yield return entry.By("сотрудник", "Сергей") with
                {
                    Seq = ++seq,
                    DeviceName = "Телефон",
                    Scopes = ["календарь"],
                    Support = new SupportAct(Guid.Empty, SupportReasons.AppProblem, "4711", Note: null),
                    Ended = new EndedAccess(1, 2, 5, reason is RevocationReason.User ? DateTimeOffset.MaxValue : Apps.Now),
                };
                yield return entry.By("календарь") with { Seq = ++seq, App = null, Origin = new Origin("203.0.113.0/24", null) };
            }
        }

        foreach (var note in notes) yield return Entries.Of(HistoryKind.SupportEnded, seq: ++seq) with { Note = note };
        foreach (var kind in new[] { HistoryKind.SupportStarted, HistoryKind.SupportEnded })
            yield return Entries.Of(kind, seq: ++seq) with { LookedAt = "Борис" };
        foreach (var choice in choices)
            yield return Entries.Of(HistoryKind.SupportSettingChanged, seq: ++seq) with { Note = choice };
    }
}

using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.History;

namespace TokenPortal.ComponentTests.Features.History;

public sealed class HistorySentencesTests
{
    [Theory]
    [InlineData(HistoryKind.AccessRevoked, RevocationReason.User, "You removed Calendar Sync.")]
    [InlineData(HistoryKind.AccessRevoked, RevocationReason.Issuer, "The service removed Calendar Sync.")]
    [InlineData(HistoryKind.AccessRevoked, RevocationReason.Inactive,
        "Calendar Sync lost its access: your account was closed or not used for a long time.")]
    [InlineData(HistoryKind.AccessRevoked, RevocationReason.Replay,
        "A used-up token of Calendar Sync came a second time: its access was ended for safety.")]
    [InlineData(HistoryKind.DeviceRemoved, RevocationReason.User, "You removed Calendar Sync from one device.")]
    [InlineData(HistoryKind.DeviceRemoved, RevocationReason.Replay,
        "A used-up token of Calendar Sync came a second time: its access was ended for safety.")]
    [InlineData(HistoryKind.DeviceRemoved, RevocationReason.Inactive,
        "Calendar Sync lost its access on one device: your account was closed or not used for a long time.")]
    [InlineData(HistoryKind.TokenRevoked, RevocationReason.User, "You ended one token of Calendar Sync.")]
    [InlineData(HistoryKind.TokenRevoked, RevocationReason.Inactive,
        "Calendar Sync lost one token: your account was closed or not used for a long time.")]
    [InlineData(HistoryKind.PermissionRemoved, RevocationReason.User, "You took a permission from Calendar Sync.")]
    [InlineData(HistoryKind.PermissionRemoved, RevocationReason.Inactive,
        "Calendar Sync lost a permission: your account was closed or not used for a long time.")]
    [InlineData(HistoryKind.AppRemoved, RevocationReason.Issuer,
        "The service removed Calendar Sync, together with all of its access.")]
    [InlineData(HistoryKind.AppConnected, RevocationReason.Issuer, "Calendar Sync got access to your account.")]
    [InlineData(HistoryKind.AccessRefused, RevocationReason.User, "You asked for something that was refused.")]
    [InlineData(HistoryKind.SupportSettingChanged, RevocationReason.User,
        "You changed what support may do with your account.")]
    [InlineData(HistoryKind.SupportEnded, RevocationReason.User, "You ended a support session.")]
    [InlineData(HistoryKind.SupportStarted, RevocationReason.User, "You began to help somebody.")]
    [InlineData(HistoryKind.SupportRefused, RevocationReason.User, "You could not help somebody.")]
    [InlineData(HistoryKind.BreakGlassRequested, RevocationReason.User,
        "You asked to be let in against somebody's word.")]
    [InlineData(HistoryKind.BreakGlassApproved, RevocationReason.User, "You let support in against somebody's word.")]
    [InlineData(HistoryKind.BreakGlassRefused, RevocationReason.User,
        "You did not let support in against somebody's word.")]
    [InlineData(HistoryKind.SessionEnded, RevocationReason.User, "You ended one of your sign-ins to this page.")]
    [InlineData(HistoryKind.HistoryExported, RevocationReason.User, "You took your history away as a file.")]
    [InlineData(HistoryKind.PersonSuspended, RevocationReason.Issuer, "The service suspended your use of this page.")]
    [InlineData(HistoryKind.PersonRestored, RevocationReason.Issuer, "The service let you use this page again.")]
    [InlineData(HistoryKind.HistoryErased, RevocationReason.Issuer, "The service removed old entries of the history.")]
    [InlineData(HistoryKind.Other, RevocationReason.Issuer, "Something happened that this page has no words for yet.")]
    public void Sentence_OfKindAndReason_IsPlain(HistoryKind kind, RevocationReason reason, string expected) =>
        Assert.Equal(expected, Say(Entries.Of(kind, reason)));

    [Theory]
    [InlineData(HistoryKind.SupportStarted, "You began to look at the connected apps of Ben Example.")]
    [InlineData(HistoryKind.SupportEnded, "Your support session at the page of Ben Example ended.")]
    public void Sentence_OfAStaffMembersOwnRow_NamesWhomTheyLookedAt(HistoryKind kind, string expected) =>
        Assert.Equal(expected, Say(Entries.Of(kind) with { LookedAt = "Ben\nExample" }));

    [Theory]
    [InlineData(HistoryKind.AccessRevoked,
        "Support (Sam Support) removed Calendar Sync for you: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.DeviceRemoved,
        "Support (Sam Support) removed Calendar Sync from one device for you: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.AccessRefused,
        "Support (Sam Support) tried something that is not allowed with your account; it was refused.")]
    [InlineData(HistoryKind.SupportStarted,
        "Support (Sam Support) began to look at your connected apps: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.SupportEnded,
        "Support (Sam Support) stopped looking at your connected apps: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.SupportRefused,
        "Support (Sam Support) wanted to look at your connected apps and was not let in: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.SupportSettingChanged,
        "Support (Sam Support) changed what support may do with your account: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.BreakGlassRequested,
        "Support (Sam Support) asked to look at your connected apps although you do not allow it: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.BreakGlassApproved,
        "Support (Sam Support), a second person, let support look at your connected apps although you do not allow it: "
        + "lost phone, ticket 4711.")]
    [InlineData(HistoryKind.BreakGlassRefused,
        "Support (Sam Support), a second person, did not let support look at your connected apps: lost phone, ticket 4711.")]
    [InlineData(HistoryKind.HistoryExported, "Support (Sam Support) took your history away as a file.")]
    [InlineData(HistoryKind.SessionEnded, "One of your sign-ins to this page was ended by the service.")]
    public void Sentence_OfSupport_NamesWhoAndWhy(HistoryKind kind, string expected) =>
        Assert.Equal(expected, Say(Entries.Of(kind).BySupport()));

    [Theory]
    [InlineData(HistoryKind.AccessRevoked, "Calendar Sync itself gave its access back.")]
    [InlineData(HistoryKind.DeviceRemoved, "Calendar Sync itself gave its access on one device back.")]
    [InlineData(HistoryKind.TokenRevoked, "Calendar Sync itself gave one of its tokens back.")]
    [InlineData(HistoryKind.PermissionRemoved, "Calendar Sync itself gave a permission back.")]
    public void Sentence_OfTheAppItself_SaysSo(HistoryKind kind, string expected) =>
        Assert.Equal(expected, Say(Entries.Of(kind, RevocationReason.Api).By("calendar-sync")));

    [Fact]
    public void Sentence_OfAnotherClient_NamesIt() => Assert.Equal(
        "operations removed Calendar Sync from “Pixel 9” on behalf of the service.",
        Say(Entries.Of(HistoryKind.DeviceRemoved, RevocationReason.Api).By("operations") with { DeviceName = "Pixel 9" }));

    [Fact]
    public void Sentence_ForeignToken_NamesBothClients() => Assert.Equal(
        "Another app (mail-mate) presented a token of Calendar Sync; it was refused.",
        Say(Entries.Of(HistoryKind.ForeignTokenRefused, RevocationReason.Api).By("mail-mate")));

    [Fact]
    public void Sentence_PermissionTaken_NamesIt() => Assert.Equal(
        "You took a permission from Calendar Sync (Change your calendar).",
        Say(Entries.Of(HistoryKind.PermissionRemoved) with { Scopes = ["calendar.write"] }));

    [Theory]
    [InlineData("profile", "(See your name and other basics of your profile)")]
    [InlineData("nobody.described.it", "(nobody.described.it)")]
    public void Sentence_PermissionThatTheServerDoesNotDescribe_HasTheStandardWordsOrItsName(string scope, string end) =>
        Assert.EndsWith(
            $"{end}.", Say(Entries.Of(HistoryKind.PermissionRemoved) with { Scopes = [scope] }), StringComparison.Ordinal);

    [Fact]
    public void Sentence_PersonForgotten_StillSaysThatItWasSupport() => Assert.Equal(
        "Support removed Calendar Sync for you: lost phone, ticket 4711.",
        Say(Entries.Of(HistoryKind.AccessRevoked).BySupport().By("sam", name: null)));

    [Fact] // Case 61
    public void Sentence_NameThatTurnsTextAround_IsMadeSafe() => Assert.Equal(
        "You removed evil.", Say(Entries.Of(HistoryKind.AccessRevoked, app: "\u202Eevil\u202C")));

    [Theory]
    [InlineData(HistoryKind.AccessRevoked, "You removed an unknown app.")]
    [InlineData(HistoryKind.AppConnected, "An unknown app got access to your account.")]
    public void Sentence_AppWithoutAName_SaysThatItIsUnknown(HistoryKind kind, string expected) =>
        Assert.Equal(expected, Say(Entries.Of(kind) with { App = null }));

    [Theory]
    [MemberData(nameof(EveryKindAndReason))]
    public void Sentence_OfEveryKindAndReason_IsOneSentence(HistoryKind kind, RevocationReason reason, bool self)
    {
        var entry = Entries.Of(kind, reason);
        var sentence = Say(self ? entry : entry.By("sam", "Sam"));
        Assert.EndsWith(".", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("..", sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("()", sentence, StringComparison.Ordinal);
    }

    public static TheoryData<HistoryKind, RevocationReason, bool> EveryKindAndReason()
    {
        var data = new TheoryData<HistoryKind, RevocationReason, bool>();
        foreach (var kind in Enum.GetValues<HistoryKind>())
        {
            foreach (var reason in Enum.GetValues<RevocationReason>())
            {
                data.Add(kind, reason, true);
                data.Add(kind, reason, false);
            }
        }
        return data;
    }

    private static string Say(HistoryEntry entry) =>
        HistorySentences.Of(entry, new SentenceTerms("your account", new FakeScopes().Texts));
}

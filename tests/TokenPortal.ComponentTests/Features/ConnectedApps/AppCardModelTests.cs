using System.Text.Json;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppCardModelTests
{
    [Theory]
    [InlineData(2, 0, AppAccess.Lasting)]
    [InlineData(1, 3, AppAccess.Lasting)]
    [InlineData(0, 1, AppAccess.Passing)]
    [InlineData(0, 0, AppAccess.Dormant)]
    public void Access_LiveTokens_DecideWhatKindItIs(int refreshTokens, int accessTokens, AppAccess access) =>
        Assert.Equal(access, From(app => app with { RefreshTokens = refreshTokens, AccessTokens = accessTokens }).Access);

    [Fact]
    public void Access_RemovedByServer_HasEnded() =>
        Assert.Equal(AppAccess.Ended, From(app => app with { Standing = AppStanding.RemovedByServer }).Access);

    [Theory]
    [InlineData(90, false)]
    [InlineData(91, true)]
    public void Unused_LastActivity_CountsFromNinetyDays(int days, bool unused) =>
        Assert.Equal(unused, From(app => app with { LastActivityAt = Apps.Now.AddDays(-days) }).Unused);

    [Fact]
    public void Unused_NeverActive_CountsFromTheConsent() => Assert.True(
        From(app => app with { LastActivityAt = null, FirstGrantedAt = Apps.Now.AddDays(-91) }).Unused);

    [Fact]
    public void Name_RegistrationGone_IsUnknown() =>
        Assert.Equal("Unknown app", From(app => app with { Name = null }).Name);

    [Theory]
    [InlineData(AppStanding.Linked, true)]
    [InlineData(AppStanding.Unregistered, true)]
    [InlineData(AppStanding.FirstParty, false)]
    [InlineData(AppStanding.RemovedByServer, false)]
    public void IsRemovable_Standing_Decides(AppStanding standing, bool removable) =>
        Assert.Equal(removable, From(app => app with { Standing = standing }).IsRemovable);

    [Fact]
    public void Json_ThereAndBack_IsTheSameCard()
    {
        var card = From(app => app with { ResidualAccessUntil = DateTimeOffset.MaxValue });

        var copy = JsonSerializer.Deserialize<AppCardModel>(JsonSerializer.Serialize(card))!;

        Assert.Equal(card with { Permissions = copy.Permissions }, copy);
        Assert.Equal(card.Permissions, copy.Permissions);
    }

    private static AppCardModel From(Func<ConnectedApp, ConnectedApp> change) =>
        AppCardModel.From(change(Apps.Named("Mail Mate")), new FakeScopes().Texts, Apps.Now);
}

using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class AppRemovalTests
{
    private static readonly Caller Who = new(Guid.NewGuid(), "subject-1");

    private readonly FakeGrants _grants;
    private readonly AppRemoval _removal;

    public AppRemovalTests()
    {
        var time = new FakeTimeProvider(Apps.Now);
        _grants = new FakeGrants(time);
        _removal = new AppRemoval(_grants, time, NullLogger<AppRemoval>.Instance);
    }

    [Fact]
    public async Task Remove_LinkedApp_GivesTheReceipt()
    {
        var app = Add(Apps.Named("Mail Mate") with { Grants = 1, RefreshTokens = 2, AccessTokens = 3 });

        var receipt = Assert.IsType<RemovalOutcome.Done>(await _removal.RemoveAsync(Who, app, place: 4)).Receipt;

        Assert.Equal("1 consent, 2 refresh tokens and 3 access tokens", receipt.Ended);
        Assert.Equal("All of its access has ended.", receipt.Lingering);
        Assert.True(receipt.AtOnce);
        Assert.Equal(Apps.Now, receipt.RemovedAt);
        Assert.Equal(4, receipt.Place);
    }

    [Fact]
    public async Task Remove_SelfContainedTokens_SaysUntilWhenAccessCanLinger()
    {
        var app = Add(Apps.Named("File Vault") with { ResidualAccessUntil = Apps.Now.AddMinutes(42) });

        var receipt = Assert.IsType<RemovalOutcome.Done>(await _removal.RemoveAsync(Who, app, place: 0)).Receipt;

        Assert.Contains("until 3 March 2026, 14:47 UTC (in 42 minutes)", receipt.Lingering, StringComparison.Ordinal);
        Assert.False(receipt.AtOnce);
    }

    [Fact]
    public async Task Remove_AppGoneMeanwhile_SaysThatNothingWasLeft()
    {
        var app = Add(Apps.Named("Notes"));
        _grants.Apps.Clear();

        var outcome = await _removal.RemoveAsync(Who, app, place: 0);

        var message = Assert.IsType<RemovalOutcome.Nothing>(outcome).Message;
        Assert.Contains("had no access any more", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remove_KeyThatIsNone_AsksNobody()
    {
        var app = Add(Apps.Named("Notes")) with { Key = "no key" };

        Assert.IsType<RemovalOutcome.Nothing>(await _removal.RemoveAsync(Who, app, place: 0));
        Assert.Equal(0, _grants.Revokes);
    }

    [Fact]
    public async Task Remove_FirstPartyApp_SaysThatItCannotBe()
    {
        var app = Add(Apps.Named("Workspace", AppStanding.FirstParty));

        var outcome = await _removal.RemoveAsync(Who, app, place: 0);

        var message = Assert.IsType<RemovalOutcome.Nothing>(outcome).Message;
        Assert.Contains("cannot be removed here", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(GrantStoreFailure.NothingChanged, "Nothing was changed. Please try again.")]
    [InlineData(GrantStoreFailure.OutcomeUnknown,
        "We could not confirm that the access is removed. It is safe to try again.")]
    public async Task Remove_DatabaseFails_SaysWhatIsKnown(GrantStoreFailure failure, string message)
    {
        var app = Add(Apps.Named("Notes"));
        _grants.Failure = failure;

        Assert.Equal(new RemovalOutcome.Failed(message), await _removal.RemoveAsync(Who, app, place: 0));
    }

    [Fact]
    public async Task RemoveAll_SeveralApps_AddsUpTheReceipts()
    {
        Add(Apps.Named("Mail Mate") with { RefreshTokens = 2 });
        Add(Apps.Named("Notes") with { ResidualAccessUntil = Apps.Now.AddHours(1) });
        Add(Apps.Named("Workspace", AppStanding.FirstParty));

        var receipt = Assert.IsType<RemovalOutcome.Done>(await _removal.RemoveAllAsync(Who)).Receipt;

        Assert.Equal("2 consents, 3 refresh tokens and 2 access tokens", receipt.Ended);
        Assert.Contains("15:05 UTC", receipt.Lingering, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveAll_NoApps_SaysThatNothingWasLeft() =>
        Assert.IsType<RemovalOutcome.Nothing>(await _removal.RemoveAllAsync(Who));

    [Theory]
    [InlineData(1, 1, 0, "1 consent and 1 refresh token")]
    [InlineData(1, 0, 0, "1 consent")]
    [InlineData(0, 0, 2, "2 access tokens")]
    [InlineData(0, 0, 0, "nothing that still worked")]
    public void Ended_SomethingThereWasNoneOf_IsLeftOut(
        int grants, int refreshTokens, int accessTokens, string expected) =>
        Assert.Equal(expected, RemovalText.Ended(grants, refreshTokens, accessTokens));

    private AppCardModel Add(ConnectedApp app)
    {
        _grants.Apps.Add(app);
        return AppCardModel.From(app, new Dictionary<string, ScopeText>(), Apps.Now);
    }
}

using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.People;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>An app is new until its owner says that they know of it, or removes it.</summary>
public sealed class NewAppsTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private PortalCore _core = null!;
    private Caller _ann = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _grants = new GrantBuilder(_database, _time);
        _core = new PortalCore(_database, _time, ("Grants:FirstPartyClientIds:0", "workspace"));
        await _grants.GrantAsync(Ann, "calendar");
        Pass();
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FirstVisit_NothingIsNew(bool isKnownBefore)
    {
        if (isKnownBefore)
            await _database.QueryAsync<int>("insert into portal.people (subject, roles) values ('ann', '{}')");
        await VisitAsync();
        Assert.Empty(await NewAsync());
    }

    [Fact]
    public async Task AppConnectedSince_IsNewThroughFurtherVisits()
    {
        await VisitAsync();
        Pass();
        await _grants.GrantAsync(Ann, "photos");
        await _grants.GrantAsync(Ann, "workspace");

        Assert.Equal(["photos"], await NewAsync());
        Pass();
        await VisitAsync();
        Assert.Equal(["photos"], await NewAsync());
    }

    [Fact]
    public async Task AppWithoutALastingConsent_IsNotNewAtEachSignIn()
    {
        await VisitAsync();
        Pass();
        var application = await _grants.ApplicationAsync("kiosk");
        var authorization = await _grants.AuthorizationAsync(Ann, application, type: "ad-hoc");
        await _grants.TokenAsync(Ann, application, authorization);
        Assert.Empty(await NewAsync());
    }

    [Fact]
    public async Task Dismiss_One_LeavesTheOtherNew()
    {
        await VisitAsync();
        Pass();
        var photos = await _grants.GrantAsync(Ann, "photos");
        await _grants.GrantAsync(Ann, "files");
        Pass();

        Assert.True(Done(await Apps.DismissNewAsync(_ann, KeyOf(photos), Cancellation)));
        Assert.True(Done(await Apps.DismissNewAsync(_ann, KeyOf(photos), Cancellation)));

        Assert.Equal(["files"], await NewAsync());
    }

    [Fact]
    public async Task Dismiss_AppThatIsConnectedAnewLater_IsNewAgain()
    {
        await VisitAsync();
        Pass();
        var photos = await _grants.GrantAsync(Ann, "photos");
        await Apps.DismissNewAsync(_ann, KeyOf(photos), Cancellation);
        await Apps.RevokeAsync(_ann, KeyOf(photos), Cancellation);
        Assert.Empty(await NewAsync());
        Pass();
        await _grants.GrantAsync(Ann, "photos", photos.ApplicationId);
        Assert.Equal(["photos"], await NewAsync());
    }

    [Fact]
    public async Task DismissAll_AppConnectedAfterTheListWasRead_StaysNew()
    {
        await VisitAsync();
        Pass();
        await _grants.GrantAsync(Ann, "photos");
        var readAt = _time.GetUtcNow();
        Pass();
        await _grants.GrantAsync(Ann, "files");

        await Apps.DismissAllNewAsync(_ann, readAt, Cancellation);
        Assert.Equal(["files"], await NewAsync());
        await Apps.DismissAllNewAsync(_ann, DateTimeOffset.MaxValue, Cancellation);
        Assert.Empty(await NewAsync());
        Pass();
        await _grants.GrantAsync(Ann, "mail");
        Assert.Equal(["mail"], await NewAsync());
    }

    [Fact]
    public async Task Dismiss_AnothersApp_IsAnsweredAsOneThatDoesNotExist()
    {
        await VisitAsync();
        var bens = await _grants.GrantAsync("ben", "photos");
        Assert.False(Done(await Apps.DismissNewAsync(_ann, KeyOf(bens), Cancellation)));
        Assert.False(Done(await Apps.DismissNewAsync(_ann, AppKey.ForApplication("nothing"), Cancellation)));
        Assert.Empty(await _database.QueryAsync<string>("select app_id from portal.seen_apps"));
    }

    private async Task VisitAsync()
    {
        Assert.True(await _core.Get<IPeople>().RecordSignInAsync(new Person(Ann, null, null, []), Cancellation));
        _ann = await _core.SignInAsync(Ann);
    }

    private async Task<IEnumerable<string?>> NewAsync() =>
        Done(await Apps.ListAsync(_ann, Cancellation)).Where(app => app.IsNew).Select(app => app.ClientId);

    private void Pass() => _time.Advance(TimeSpan.FromMinutes(5));

    private static T Done<T>(AccessResult<T> result) => Assert.IsType<AccessResult<T>.Done>(result).Value;

    private static AppKey KeyOf(Grant grant) => AppKey.ForApplication(grant.ApplicationId);

    private IAccountApps Apps => _core.Get<IAccountApps>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

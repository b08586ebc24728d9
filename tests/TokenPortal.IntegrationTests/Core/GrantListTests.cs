using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class GrantListTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Ben = "ben";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _grants = new GrantBuilder(_database, _time);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task List_NoGrants_IsEmpty() => Assert.Empty(await ListAsync(Ann));

    [Fact] // Case 48
    public async Task List_TwoUsers_ShowsOnlyTheOwnApps()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.GrantAsync(Ben, "calendar", grant.ApplicationId);
        await _grants.GrantAsync(Ben, "photos");

        var app = Assert.Single(await ListAsync(Ann));
        Assert.Equal(("calendar", 1, 1, 1), (app.ClientId, app.Grants, app.RefreshTokens, app.AccessTokens));
    }

    [Fact]
    public async Task List_TwoAuthorizationsOfOneApp_IsOneApp()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.AuthorizationAsync(Ann, grant.ApplicationId, scopes: """["openid","email"]""");

        var app = Assert.Single(await ListAsync(Ann));
        Assert.Equal(2, app.Grants);
        Assert.Equal(["openid", "email"], app.Scopes.Order().Reverse());
    }

    [Theory]
    [InlineData("permanent", true)]
    [InlineData("ad-hoc", false)]
    public async Task List_AuthorizationWithoutLiveTokens_ShowsOnlyAPermanentOne(string type, bool shown)
    {
        var application = await _grants.ApplicationAsync("calendar");
        await _grants.AuthorizationAsync(Ann, application, type: type);

        var apps = await ListAsync(Ann);
        Assert.Equal(shown, apps.Count == 1);
        Assert.All(apps, app => Assert.False(app.HasLiveAccess));
    }

    [Fact]
    public async Task List_AdHocAuthorizationWithALiveToken_IsShown()
    {
        var application = await _grants.ApplicationAsync("calendar");
        var authorization = await _grants.AuthorizationAsync(Ann, application, type: "ad-hoc");
        await _grants.TokenAsync(Ann, application, authorization, "access_token");

        Assert.True(Assert.Single(await ListAsync(Ann)).HasLiveAccess);
    }

    [Theory]
    [InlineData("refresh_token", "redeemed", 1)]
    [InlineData("refresh_token", "revoked", 1)]
    [InlineData("refresh_token", "inactive", 1)]
    [InlineData("refresh_token", "valid", -1)]
    [InlineData("id_token", "valid", 1)]
    [InlineData("urn:openiddict:params:oauth:token-type:authorization_code", "valid", 1)]
    public async Task List_TokenThatIsNotLive_IsNotCounted(string type, string status, int hours)
    {
        var application = await _grants.ApplicationAsync("calendar");
        var authorization = await _grants.AuthorizationAsync(Ann, application);
        await _grants.TokenAsync(Ann, application, authorization, type, status, TimeSpan.FromHours(hours));

        Assert.False(Assert.Single(await ListAsync(Ann)).HasLiveAccess);
    }

    [Theory]
    [InlineData("!refresh_token", 1, 0)]
    [InlineData("!access_token", 0, 1)]
    public async Task List_TypeNamesOfOlderServers_Count(string type, int refreshTokens, int accessTokens)
    {
        var application = await _grants.ApplicationAsync("calendar");
        var authorization = await _grants.AuthorizationAsync(Ann, application);
        await _grants.TokenAsync(Ann, application, authorization, type);

        var app = Assert.Single(await ListAsync(Ann));
        Assert.Equal((refreshTokens, accessTokens), (app.RefreshTokens, app.AccessTokens));
    }

    [Fact]
    public async Task List_TimePasses_TokensExpireByTheApplicationsClock()
    {
        await _grants.GrantAsync(Ann, "calendar");
        Assert.True(Assert.Single(await ListAsync(Ann)).HasLiveAccess);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.False(Assert.Single(await ListAsync(Ann)).HasLiveAccess);
    }

    [Fact]
    public async Task List_TokensUnderARevokedAuthorization_AreNotShown()
    {
        var application = await _grants.ApplicationAsync("calendar");
        var authorization = await _grants.AuthorizationAsync(Ann, application);
        await _grants.TokenAsync(Ann, application, authorization);
        await _database.ExecuteAsync("""update "OpenIddictAuthorizations" set "Status" = 'revoked'""");

        Assert.Empty(await ListAsync(Ann));
    }

    [Fact]
    public async Task List_LiveTokensWithoutAuthorization_AreListedByApplication()
    {
        var application = await _grants.ApplicationAsync("calendar");
        await _grants.TokenAsync(Ann, application, authorizationId: null);
        await _grants.TokenAsync(Ann, application, authorizationId: null, "access_token");
        await _grants.TokenAsync(Ann, applicationId: null, authorizationId: null);

        var apps = await ListAsync(Ann);
        Assert.Equal([AppStanding.Linked, AppStanding.Unregistered], apps.Select(app => app.Standing).Order());
        Assert.Equal(2, apps.Single(app => app.Standing == AppStanding.Linked) is { } app
            ? app.RefreshTokens + app.AccessTokens : 0);
    }

    [Fact]
    public async Task List_AuthorizationsWithoutApplication_AreOneUnregisteredAppEach()
    {
        await _grants.AuthorizationAsync(Ann, applicationId: null);
        await _grants.AuthorizationAsync(Ann, applicationId: null);

        var apps = await ListAsync(Ann);
        Assert.Equal(2, apps.Count);
        Assert.All(apps, app => Assert.Equal(AppStanding.Unregistered, app.Standing));
    }

    [Fact]
    public async Task List_SelfContainedAccessToken_SaysUntilWhenItLasts()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.TokenAsync(
            Ann, grant.ApplicationId, grant.AuthorizationId, "access_token",
            lifetime: TimeSpan.FromMinutes(40), selfContained: true);

        Assert.Equal(
            _time.GetUtcNow().AddMinutes(40), Assert.Single(await ListAsync(Ann)).ResidualAccessUntil);
    }

    [Fact]
    public async Task List_ReferenceTokensOnly_EndAtOnce()
    {
        await _grants.GrantAsync(Ann, "calendar");
        Assert.Null(Assert.Single(await ListAsync(Ann)).ResidualAccessUntil);
    }

    [Fact]
    public async Task List_SelfContainedAccessTokenWithoutExpiry_LastsForever()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.TokenAsync(
            Ann, grant.ApplicationId, grant.AuthorizationId, "access_token", expires: false, selfContained: true);

        Assert.Equal(DateTimeOffset.MaxValue, Assert.Single(await ListAsync(Ann)).ResidualAccessUntil);
    }

    [Fact]
    public async Task List_ServerDeletedTheApp_IsToldFromTheHistoryForNinetyDays()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var grants = new GrantBuilder(_database, clock);
        var grant = await grants.GrantAsync(Ann, "old-game");
        await _database.ExecuteAsync(
            """
            delete from "OpenIddictTokens";
            delete from "OpenIddictAuthorizations";
            delete from "OpenIddictApplications";
            """);

        var app = Assert.Single(await _database.Service(clock).ListAsync(Ann, Cancellation));
        Assert.Equal((AppStanding.RemovedByServer, "old-game"), (app.Standing, app.Name));
        Assert.Equal(
            new RevokeResult.NotFound(),
            await _database.Service(clock).RevokeAsync(Ann, app.Key, Actor.User(Ann), Cancellation));

        clock.Advance(TimeSpan.FromDays(91));
        Assert.Empty(await _database.Service(clock).ListAsync(Ann, Cancellation));
        Assert.NotNull(grant);
    }

    [Fact]
    public async Task Find_AnothersApp_IsLikeAnUnknownOne()
    {
        await _grants.GrantAsync(Ben, "photos");
        var key = Assert.Single(await ListAsync(Ben)).Key;

        Assert.NotNull(await _database.Service(_time).FindAsync(Ben, key, Cancellation));
        Assert.Null(await _database.Service(_time).FindAsync(Ann, key, Cancellation));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<IReadOnlyList<ConnectedApp>> ListAsync(string subject) =>
        _database.Service(_time).ListAsync(subject, Cancellation);
}

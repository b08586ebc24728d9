using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Access;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>One app in full, and what its owner can take away from it.</summary>
public sealed class AppDetailTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Ben = "ben";
    private const string Scopes = """["openid","email","calendar.read"]""";

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
        await _core.PersonAsync(Ann);
        await _core.PersonAsync(Ben);
        _ann = await _core.SignInAsync(Ann);
        await _grants.AnnounceServerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public async Task Detail_AppWithTwoConsents_HasWhatTheListHasAndWhenEachScopeWasGranted()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar", scopes: """["openid"]""");
        _time.Advance(TimeSpan.FromDays(2));
        await _grants.AuthorizationAsync(Ann, grant.ApplicationId, scopes: Scopes);

        var detail = await DetailAsync(grant);

        var listed = Assert.Single(((AccessResult<IReadOnlyList<ConnectedApp>>.Done)
            await Apps.ListAsync(_ann, Cancellation)).Value);
        Assert.Equivalent(listed, detail.App, strict: true);
        Assert.Equal(2, detail.App.Grants);
        Assert.Equal(["openid", "email", "calendar.read"], detail.Permissions.Select(permission => permission.Scope));
        Assert.Equal([Day(-2), Day(0), Day(0)], detail.Permissions.Select(permission => permission.GrantedAt));
    }

    [Fact]
    public async Task Detail_Permissions_AreAsTheCatalogueSays()
    {
        await CatalogueAsync(new ScopeFacts("calendar.read", ScopeReach.Read, "calendar", ScopeRisk.Elevated, true));
        var grant = await _grants.GrantAsync(Ann, "calendar", scopes: """["openid","email","calendar.read","odd"]""");

        var permissions = (await DetailAsync(grant)).Permissions.ToDictionary(permission => permission.Scope);

        Assert.True(permissions["openid"].IsMandatory);
        Assert.False(permissions["email"].IsMandatory);
        Assert.Equal(ScopeReach.Identity, permissions["email"].Facts!.Reach);
        Assert.True(permissions["calendar.read"].IsMandatory);
        Assert.Equal(ScopeRisk.Elevated, permissions["calendar.read"].Facts!.Risk);
        Assert.Null(permissions["odd"].Facts);
    }

    [Fact]
    public async Task Detail_Registration_SaysWhoseTheAppIs()
    {
        var application = await _grants.ApplicationAsync("calendar", properties: """
            {"publisher":"Works","client_uri":"https://works.example/","policy_uri":"https://works.example/privacy",
             "tos_uri":"http://works.example/terms","client_id_issued_at":1767225600,"self_registered":true}
            """);
        await _database.ExecuteAsync("""update "OpenIddictApplications" set "ClientType" = 'public'""");
        var grant = await _grants.GrantAsync(Ann, "calendar", application);

        var detail = await DetailAsync(grant);

        Assert.Equal("Works", detail.App.Publisher);
        Assert.Equal(
            new AppRegistration(
                AppType.Public, new Uri("https://works.example/"), new Uri("https://works.example/privacy"),
                new Uri("http://works.example/terms"), new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), true),
            detail.Registration);
    }

    [Fact]
    public async Task Detail_AddressThatIsNoWebPage_IsLeftOut()
    {
        var application = await _grants.ApplicationAsync("calendar", properties: """
            {"client_uri":"javascript:alert(1)","policy_uri":"https://bank.example@works.example/"}
            """);
        var registration = (await DetailAsync(await _grants.GrantAsync(Ann, "calendar", application))).Registration!;
        Assert.Null(registration.HomePage);
        Assert.Null(registration.PrivacyPolicy);
    }

    [Fact]
    public async Task Detail_Devices_AreTheLiveFamiliesAndSingleTokensOfThisApp()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var phone = await _grants.FamilyAsync(Ann, grant, "Ann's phone");
        _time.Advance(TimeSpan.FromDays(1));
        var desk = await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId, expires: false);
        await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId, status: "redeemed");
        await _grants.GrantAsync(Ann, "photos");
        await _grants.GrantAsync(Ben, "calendar", grant.ApplicationId);
        await _database.ExecuteAsync("""update "OpenIddictTokens" set "ExpirationDate" = null where "Id" = @id""", new
        {
            id = grant.RefreshToken,
        });
        await _database.QueryAsync<int>(
            "insert into portal.uses values (@Ann, @app, @phone, @at, null)",
            new { Ann, app = grant.ApplicationId, phone = phone.ToString(), at = Day(2).UtcDateTime });

        var devices = (await DetailAsync(grant)).Devices;

        Assert.Equal(
            [
                new AppDevice(phone, "Ann's phone", Day(-1), Day(-1), Day(2), "192.0.2.0/24", null, IsFamily: true),
                new AppDevice(
                    DeviceCredentialId.For(desk), null, Day(0), Day(0), null, null, null, IsFamily: false),
            ],
            devices);
    }

    [Fact]
    public async Task Detail_AppWithoutRegistration_IsFoundByItsConsent()
    {
        var authorization = await _grants.AuthorizationAsync(Ann, applicationId: null);
        await _grants.TokenAsync(Ann, null, authorization);
        await _grants.TokenAsync(Ann, null, null);

        var detail = Done(await Apps.DetailAsync(_ann, AppKey.ForAuthorization(authorization), Cancellation));

        Assert.Null(detail.Registration);
        Assert.Single(detail.Devices);
    }

    [Fact]
    public async Task Detail_AnothersApp_IsAnsweredAsOneThatDoesNotExist()
    {
        var grant = await _grants.GrantAsync(Ben, "calendar");
        var unknown = await Apps.DetailAsync(_ann, AppKey.ForApplication("nothing"), Cancellation);
        Assert.Equal(new AccessResult<AppDetail>.Refused(Refusal.NotFound), unknown);
        Assert.Equal(unknown, await Apps.DetailAsync(_ann, KeyOf(grant), Cancellation));
    }

    [Fact]
    public async Task RemoveScope_OfTheUsersApp_NarrowsTheConsentAndEndsAccessTokens()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar", scopes: Scopes);

        var receipt = Assert.IsType<RevokeResult.Revoked>(await RemoveScopeAsync(grant, "calendar.read")).Receipt;

        Assert.Equal((0, 0, 1), (receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens));
        Assert.Equal(["openid", "email"], (await DetailAsync(grant)).App.Scopes);
        var before = await _database.SnapshotAsync();
        Assert.IsType<RevokeResult.NothingToRevoke>(await RemoveScopeAsync(grant, "calendar.read"));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Theory]
    [InlineData("openid")]
    [InlineData("calendar.read")]
    public async Task RemoveScope_Mandatory_ChangesNothing(string scope)
    {
        await CatalogueAsync(
            new ScopeFacts("calendar.read", ScopeReach.Read, "calendar", ScopeRisk.Low, IsMandatory: true),
            new ScopeFacts("openid", ScopeReach.Identity, "account", ScopeRisk.Low, IsMandatory: false));
        var grant = await _grants.GrantAsync(Ann, "calendar", scopes: Scopes);
        var before = await _database.SnapshotAsync();
        Assert.IsType<RevokeResult.Mandatory>(await RemoveScopeAsync(grant, scope));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData(11)]
    public async Task Narrowing_ServerThatDoesNotKeepToIt_IsNotOffered(int? minutesAgo)
    {
        await _database.QueryAsync<int>("truncate portal.server_features");
        if (minutesAgo is { } minutes) await _grants.AnnounceServerAsync(TimeSpan.FromMinutes(minutes));
        var grant = await _grants.GrantAsync(Ann, "calendar", scopes: Scopes);
        var single = await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId);
        var device = await _grants.FamilyAsync(Ann, grant);
        var before = await _database.SnapshotAsync();

        Assert.False((await DetailAsync(grant)).CanNarrow);
        Assert.IsType<RevokeResult.NotOffered>(await RemoveScopeAsync(grant, "email"));
        Assert.IsType<RevokeResult.NotOffered>(await EndDeviceAsync(grant, device));
        Assert.IsType<RevokeResult.NotOffered>(await EndDeviceAsync(grant, DeviceCredentialId.For(single)));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task EndDevice_OneOfTwo_EndsItsTokensOnlyAndIsNotedOnce()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var device = await _grants.FamilyAsync(Ann, grant, "Ann's phone");
        await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId);

        var receipt = Assert.IsType<RevokeResult.Revoked>(await EndDeviceAsync(grant, device)).Receipt;

        Assert.Equal((0, 1, 1), (receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens));
        Assert.Equal(
            ["Firefox on Linux"],
            await _database.QueryAsync<string>("select browser from portal.history where kind = 'device_removed'"));
        var before = await _database.SnapshotAsync();
        Assert.IsType<RevokeResult.NothingToRevoke>(await EndDeviceAsync(grant, device));
        Assert.Equal(before, await _database.SnapshotAsync());
        Assert.False(Assert.Single((await DetailAsync(grant)).Devices).IsFamily);
    }

    [Fact]
    public async Task EndDevice_TokenOlderThanFamilies_EndsIt()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var device = Assert.Single((await DetailAsync(grant)).Devices);
        Assert.False(device.IsFamily);

        Assert.IsType<RevokeResult.Revoked>(await EndDeviceAsync(grant, device.Id));

        Assert.Empty((await DetailAsync(grant)).Devices);
    }

    [Fact]
    public async Task EndDevice_AnothersOrOfAnotherApp_IsAnsweredAsOneThatDoesNotExist()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var device = await _grants.FamilyAsync(Ann, grant);
        var photos = await _grants.GrantAsync(Ann, "photos");
        var bens = await _grants.GrantAsync(Ben, "calendar", grant.ApplicationId);
        var bensDevice = await _grants.FamilyAsync(Ben, bens);
        var before = await _database.SnapshotAsync();

        Assert.IsType<RevokeResult.NotFound>(await EndDeviceAsync(grant, DeviceCredentialId.For("unknown")));
        Assert.IsType<RevokeResult.NotFound>(await EndDeviceAsync(grant, bensDevice));
        Assert.IsType<RevokeResult.NotFound>(await EndDeviceAsync(photos, device));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task EndDevice_OfAFirstPartyApp_ChangesNothing()
    {
        var grant = await _grants.GrantAsync(Ann, "workspace");
        var device = await _grants.FamilyAsync(Ann, grant);
        Assert.IsType<RevokeResult.FirstParty>(await EndDeviceAsync(grant, device));
        Assert.Single((await DetailAsync(grant)).Devices);
    }

    [Fact]
    public async Task Narrowing_SessionThatEndedMeanwhile_ChangesNothing()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar", scopes: Scopes);
        var device = await _grants.FamilyAsync(Ann, grant);
        var actor = Actor.User(Ann) with { SessionId = Guid.NewGuid() };

        Assert.Equal(
            new RevokeResult.Refused(Refusal.ReadOnly),
            await _core.Get<IGrantService>().RemoveScopeAsync(Ann, KeyOf(grant), "email", actor, Cancellation));
        Assert.Equal(
            new RevokeResult.Refused(Refusal.ReadOnly),
            await _core.Get<DeviceEnding>().EndAsync(Ann, KeyOf(grant), device, actor, Cancellation));
        Assert.Equal(1, (await DetailAsync(grant)).App.AccessTokens);
    }

    [Fact]
    public async Task Use_BeforeTheAccessWasGivenAnew_IsNotThisAccesss()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await UseAsync(grant, Day(-1));
        Assert.Null((await DetailAsync(grant)).App.LastUsedAt);
        await UseAsync(grant, Day(1));
        Assert.Equal(Day(1), (await DetailAsync(grant)).App.LastUsedAt);
    }

    private Task UseAsync(Grant grant, DateTimeOffset at) => _database.QueryAsync<int>(
        """
        insert into portal.uses values (@Ann, @ApplicationId, '', @at, null)
        on conflict (subject, application_id, family_id) do update set last_used_at = excluded.last_used_at
        """,
        new { Ann, grant.ApplicationId, at = at.UtcDateTime });

    private Task CatalogueAsync(params ScopeFacts[] facts) =>
        ScopeAdministration.SetAsync(_database.Migrator, facts, Cancellation);

    private async Task<AppDetail> DetailAsync(Grant grant)
    {
        // Days have passed in some tests, and the session with them.
        _ann = await _core.SignInAsync(Ann);
        return Done(await Apps.DetailAsync(_ann, KeyOf(grant), Cancellation));
    }

    private Task<RevokeResult> RemoveScopeAsync(Grant grant, string scope) =>
        Apps.RemoveScopeAsync(_ann, KeyOf(grant), scope, Cancellation);

    private Task<RevokeResult> EndDeviceAsync(Grant grant, DeviceCredentialId device) =>
        Apps.EndDeviceAsync(_ann, KeyOf(grant), device, Cancellation);

    private static T Done<T>(AccessResult<T> result) => Assert.IsType<AccessResult<T>.Done>(result).Value;

    private static AppKey KeyOf(Grant grant) => AppKey.ForApplication(grant.ApplicationId);

    private DateTimeOffset Day(int days) => _time.GetUtcNow().AddDays(days);

    private IAccountApps Apps => _core.Get<IAccountApps>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

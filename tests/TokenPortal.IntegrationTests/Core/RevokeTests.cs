using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

public sealed class RevokeTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Ben = "ben";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private GrantService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _grants = new GrantBuilder(_database, _time);
        _service = _database.Service(_time);
    }

    public async ValueTask DisposeAsync() => await server.ReturnAsync(_database);

    [Fact]
    public async Task Revoke_OneApp_EndsGrantAndTokensAndSaysHowMany()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId, "access_token");

        var receipt = Assert.IsType<RevokeResult.Revoked>(await RevokeAsync("calendar")).Receipt;

        Assert.Equal(("calendar", "calendar", 1, 1, 2), (
            receipt.AppName, receipt.ClientId, receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens));
        Assert.Equal(_time.GetUtcNow(), receipt.RevokedAt);
        Assert.Null(receipt.ResidualAccessUntil);
        Assert.Equal(["revoked"], await StatusesAsync());
        Assert.Empty(await _service.ListAsync(Ann, Cancellation));
    }

    [Fact]
    public async Task Revoke_SelfContainedAccessToken_SaysUntilWhenItLasts()
    {
        var grant = await _grants.GrantAsync(Ann, "files");
        await _grants.TokenAsync(
            Ann, grant.ApplicationId, grant.AuthorizationId, "access_token",
            lifetime: TimeSpan.FromMinutes(20), selfContained: true);

        var receipt = Assert.IsType<RevokeResult.Revoked>(await RevokeAsync("files")).Receipt;
        Assert.Equal(_time.GetUtcNow().AddMinutes(20), receipt.ResidualAccessUntil);
    }

    [Fact]
    public async Task Revoke_Authorization_ChangesItsConcurrencyToken()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await RevokeAsync("calendar");

        var token = Assert.Single(await _database.QueryAsync<string>(
            """select "ConcurrencyToken" from "OpenIddictAuthorizations" where "Id" = @id""",
            new { id = grant.AuthorizationId }));
        Assert.NotEqual("c", token);
    }

    [Theory]
    [InlineData("redeemed")]
    [InlineData("inactive")]
    [InlineData("valid")]
    public async Task Revoke_TokenThatCouldStillBeUsed_IsRevokedToo(string status)
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.TokenAsync(Ann, grant.ApplicationId, grant.AuthorizationId, status: status);

        await RevokeAsync("calendar");
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact] // Case 20
    public async Task Revoke_UnusedAuthorizationCode_IsRevokedToo()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.TokenAsync(
            Ann, grant.ApplicationId, grant.AuthorizationId,
            "urn:openiddict:params:oauth:token-type:authorization_code");

        await RevokeAsync("calendar");
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact]
    public async Task Revoke_SeveralAuthorizationsOfOneApp_EndsAllAndWritesOneRow()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var second = await _grants.AuthorizationAsync(Ann, grant.ApplicationId);
        await _grants.TokenAsync(Ann, grant.ApplicationId, second);
        await _grants.TokenAsync(Ann, grant.ApplicationId, authorizationId: null, "access_token");

        var receipt = Assert.IsType<RevokeResult.Revoked>(await RevokeAsync("calendar")).Receipt;
        Assert.Equal((2, 2, 2), (receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens));
        Assert.Single(await HistoryAsync());
    }

    [Fact] // Invariant I10
    public async Task Revoke_OneApp_WritesOneHistoryRowThatNamesActorSubjectAndApp()
    {
        await _grants.GrantAsync(Ann, "calendar");
        await RevokeAsync("calendar");

        Assert.Equal(["ann ann user access_revoked calendar calendar 1 1 1"], await HistoryAsync());
    }

    [Fact] // Invariant I6
    public async Task Revoke_Again_GivesNothingToRevokeAndChangesNoColumn()
    {
        await _grants.GrantAsync(Ann, "calendar");
        var key = await KeyAsync(Ann, "calendar");
        await RevokeAsync(Ann, key);
        var before = await _database.SnapshotAsync();

        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new RevokeResult.NothingToRevoke(), await RevokeAsync(Ann, key));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact] // Case 49, invariants I7 and I9
    public async Task Revoke_AnothersApp_IsLikeAnUnknownOneAndChangesNothing()
    {
        await _grants.GrantAsync(Ben, "photos");
        var foreign = await KeyAsync(Ben, "photos");
        var before = await _database.SnapshotAsync();

        Assert.Equal(new RevokeResult.NotFound(), await RevokeAsync(Ann, foreign));
        Assert.Equal(new RevokeResult.NotFound(), await RevokeAsync(Ann, AppKey.ForApplication("no such")));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task Revoke_AnothersAuthorizationWithoutApplication_ChangesNothing()
    {
        var authorization = await _grants.AuthorizationAsync(Ben, applicationId: null);
        await _grants.TokenAsync(Ben, applicationId: null, authorization);
        var before = await _database.SnapshotAsync();

        Assert.Equal(new RevokeResult.NotFound(), await RevokeAsync(Ann, AppKey.ForAuthorization(authorization)));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact] // Invariant I7
    public async Task Revoke_OneApp_LeavesOtherUsersAndOtherAppsAlone()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        await _grants.GrantAsync(Ann, "photos");
        await _grants.GrantAsync(Ben, "calendar", grant.ApplicationId);
        await _grants.TokenAsync(Ben, grant.ApplicationId, authorizationId: null);
        await _grants.TokenAsync(Ann, applicationId: null, authorizationId: null);
        const string Others = "subject = 'ben' or application is distinct from 'app-calendar'";
        var before = await _database.SnapshotAsync(Others);

        Assert.IsType<RevokeResult.Revoked>(await RevokeAsync("calendar"));
        Assert.Equal(before, await _database.SnapshotAsync(Others));
    }

    [Fact]
    public async Task Revoke_AuthorizationWithoutApplication_EndsThatOneOnly()
    {
        var first = await _grants.AuthorizationAsync(Ann, applicationId: null);
        await _grants.TokenAsync(Ann, applicationId: null, first);
        var second = await _grants.AuthorizationAsync(Ann, applicationId: null);
        await _grants.TokenAsync(Ann, applicationId: null, second);
        await _grants.TokenAsync(Ann, applicationId: null, authorizationId: null);

        var receipt = Assert.IsType<RevokeResult.Revoked>(
            await RevokeAsync(Ann, AppKey.ForAuthorization(first))).Receipt;
        Assert.Equal((1, 1), (receipt.Grants, receipt.RefreshTokens));
        Assert.Equal(2, (await _service.ListAsync(Ann, Cancellation)).Count);
    }

    [Fact]
    public async Task Revoke_TokensWithoutAuthorizationAndApplication_EndsThem()
    {
        await _grants.TokenAsync(Ann, applicationId: null, authorizationId: null);
        await _grants.TokenAsync(Ben, applicationId: null, authorizationId: null);

        var app = Assert.Single(await _service.ListAsync(Ann, Cancellation));
        Assert.IsType<RevokeResult.Revoked>(await RevokeAsync(Ann, app.Key));
        Assert.Equal(new RevokeResult.NothingToRevoke(), await RevokeAsync(Ann, app.Key));
        Assert.Single(await _service.ListAsync(Ben, Cancellation));
    }

    [Fact]
    public async Task Revoke_FirstPartyApp_IsRefusedAndChangesNothing()
    {
        await _grants.GrantAsync(Ann, "portal");
        var before = await _database.SnapshotAsync();

        Assert.Equal(new RevokeResult.FirstParty(), await RevokeAsync("portal"));
        Assert.Equal(before, await _database.SnapshotAsync());
    }

    [Fact]
    public async Task RevokeAll_SeveralApps_EndsAllButFirstPartyOnes()
    {
        await _grants.GrantAsync(Ann, "portal");
        await _grants.GrantAsync(Ann, "calendar");
        await _grants.GrantAsync(Ann, "photos");
        await _grants.AuthorizationAsync(Ann, applicationId: null);
        await _grants.TokenAsync(Ann, applicationId: null, authorizationId: null);
        await _grants.GrantAsync(Ben, "notes");
        var others = await _database.SnapshotAsync("subject = 'ben' or application = 'app-portal'");

        var receipts = await _service.RevokeAllAsync(Ann, Actor.User(Ann), Cancellation);

        Assert.Equal(4, receipts.Count);
        Assert.Equal(["calendar", "photos"], receipts.Select(receipt => receipt.ClientId).OfType<string>().Order());
        Assert.Equal("portal", Assert.Single(await _service.ListAsync(Ann, Cancellation)).ClientId);
        Assert.Equal(others, await _database.SnapshotAsync("subject = 'ben' or application = 'app-portal'"));
    }

    [Fact]
    public async Task RevokeAll_NothingThere_GivesNoReceipt() =>
        Assert.Empty(await _service.RevokeAllAsync(Ann, Actor.User(Ann), Cancellation));

    [Fact]
    public async Task RevokeSeveral_OwnForeignAndUnknown_GivesAResultForEachInOrder()
    {
        await _grants.GrantAsync(Ann, "calendar");
        await _grants.GrantAsync(Ben, "photos");
        AppKey[] keys =
        [
            await KeyAsync(Ben, "photos"), await KeyAsync(Ann, "calendar"), AppKey.ForApplication("none"),
        ];

        var results = new List<RevokeResult>();
        await foreach (var (_, result) in _service.RevokeSeveralAsync(Ann, keys, Actor.User(Ann), Cancellation))
            results.Add(result);

        Assert.Equal(
            [typeof(RevokeResult.NotFound), typeof(RevokeResult.Revoked), typeof(RevokeResult.NotFound)],
            results.Select(result => result.GetType()));
    }

    [Fact] // Case 78
    public async Task Revoke_ThirtyTwoAtOnce_OneDoesItAndNoneDeadlocks()
    {
        await _grants.GrantAsync(Ann, "calendar");
        var key = await KeyAsync(Ann, "calendar");

        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(async () => i % 4 == 0
            ? (await _service.RevokeAllAsync(Ann, Actor.User(Ann), Cancellation)).Count
            : await RevokeAsync(Ann, key) is RevokeResult.Revoked ? 1 : 0)));

        Assert.Equal(1, results.Sum());
        Assert.Single(await HistoryAsync());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<List<string>> StatusesAsync() => _database.QueryAsync<string>(
        """
        select "Status" from "OpenIddictAuthorizations" union select "Status" from "OpenIddictTokens"
        """);

    private Task<List<string>> HistoryAsync() => _database.QueryAsync<string>(
        """
        select concat_ws(' ', subject, actor, reason, kind, client_id, app_name, grants, refresh_tokens, access_tokens)
        from portal.history
        where kind <> 'app_connected'
        """);

    private async Task<AppKey> KeyAsync(string subject, string clientId) =>
        (await _service.ListAsync(subject, Cancellation)).Single(app => app.ClientId == clientId).Key;

    private async Task<RevokeResult> RevokeAsync(string clientId) =>
        await RevokeAsync(Ann, await KeyAsync(Ann, clientId));

    private Task<RevokeResult> RevokeAsync(string subject, AppKey key) =>
        _service.RevokeAsync(subject, key, Actor.User(subject), Cancellation);
}

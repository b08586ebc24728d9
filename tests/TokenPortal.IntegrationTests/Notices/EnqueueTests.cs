using Dapper;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Notices;

/// <summary>Which rows of history make a notice, in the same transaction.</summary>
public sealed class EnqueueTests(DatabaseServer server) : IAsyncLifetime
{
    private PostOffice _office = null!;
    private GrantBuilder _grants = null!;
    private GrantService _service = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _office = await PostOffice.OpenAsync(server);
        _grants = new GrantBuilder(_office.Database, _office.Time);
        _service = _office.Database.Service(_office.Time);
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await server.ReturnAsync(_office.Database);
    }

    [Theory]
    [InlineData("support_started", "support", "support_started")]
    [InlineData("support_ended", "support", "support_ended")]
    [InlineData("support_ended", "user", "support_ended")]
    [InlineData("break_glass_approved", "support", "break_glass_approved")]
    [InlineData("access_revoked", "support", "app_removed_by_support")]
    [InlineData("app_connected", "issuer", "app_connected")]
    [InlineData("access_revoked", "replay", "token_replayed")]
    [InlineData("device_removed", "replay", "token_replayed")]
    [InlineData("token_revoked", "replay", "token_replayed")]
    public async Task History_OfWhatPeopleMustKnow_MakesOneNotice(string kind, string reason, string notice)
    {
        await _office.WriteHistoryAsync(kind, reason);
        Assert.Equal([(notice, PostOffice.Ann)], await NoticesAsync());
    }

    [Theory]
    [InlineData("access_revoked", "user")]
    [InlineData("access_revoked", "api")]
    [InlineData("device_removed", "api")]
    [InlineData("permission_removed", "user")]
    [InlineData("app_removed", "issuer")]
    [InlineData("foreign_token_refused", "api")]
    [InlineData("support_refused", "support")]
    [InlineData("break_glass_requested", "support")]
    [InlineData("history_exported", "user")]
    public async Task History_OfAnythingElse_MakesNone(string kind, string reason)
    {
        await _office.WriteHistoryAsync(kind, reason);
        Assert.Empty(await NoticesAsync());
    }

    [Theory]
    [InlineData("support_started")]
    [InlineData("support_ended")]
    [InlineData("break_glass_approved")]
    public async Task History_OfTheSupporterThemselves_MakesNone(string kind)
    {
        await _office.WriteHistoryAsync(kind, "support", PostOffice.Ben);
        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task History_RolledBack_TakesItsNoticeAlong()
    {
        await using (var connection = await _office.Database.OpenAsync(_office.Database.Runtime))
        {
            await using var transaction = await connection.BeginTransactionAsync(Cancellation);
            await connection.ExecuteAsync(PostOffice.InsertHistory, new
            {
                operation = Guid.NewGuid(),
                now = DateTime.MaxValue.ToUniversalTime(),
                subject = PostOffice.Ann,
                reason = "support",
                kind = "support_started",
                app = "Calendar",
            });
            Assert.Equal(1, await connection.QuerySingleAsync<int>("select count(*)::int from portal.notices"));
            await transaction.RollbackAsync(Cancellation);
        }

        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task RevokeAll_OfSeveralApps_MakesOneNotice()
    {
        await ConnectAsync("calendar", "files", "mail");

        var receipts = await _service.RevokeAllAsync(PostOffice.Ann, Actor.User(PostOffice.Ann), Cancellation);

        Assert.Equal(3, receipts.Count);
        Assert.Equal([("all_access_removed", PostOffice.Ann)], await NoticesAsync());
    }

    [Fact]
    public async Task Revoke_OfSeveralAppsOneByOne_MakesNone()
    {
        await ConnectAsync("calendar", "files");
        await foreach (var (_, result) in _service.RevokeSeveralAsync(
            PostOffice.Ann, [AppKey.ForApplication("app-calendar"), AppKey.ForApplication("app-files")],
            Actor.User(PostOffice.Ann), Cancellation))
            Assert.IsType<RevokeResult.Revoked>(result);

        Assert.Empty(await NoticesAsync());
    }

    [Fact]
    public async Task RevokeAll_BySupport_MakesOneNoticeToo()
    {
        await ConnectAsync("calendar", "files");
        await _service.RevokeAllAsync(
            PostOffice.Ann, new Actor(PostOffice.Ben, RevocationReason.Support), Cancellation);

        Assert.Equal([("app_removed_by_support", PostOffice.Ann)], await NoticesAsync());
    }

    [Fact]
    public async Task Authorization_OfANewApp_MakesANotice()
    {
        await _grants.GrantAsync(PostOffice.Ann, "calendar");
        Assert.Equal([("app_connected", PostOffice.Ann)], await NoticesAsync());
    }

    [Fact]
    public async Task HistoryRow_Erased_TakesItsNoticeAlong()
    {
        await _office.WriteHistoryAsync("support_started", "support");
        await _office.Database.QueryAsync<int>("delete from portal.history returning 1");
        Assert.Empty(await NoticesAsync());
    }

    /// <summary>Apps that are connected already; nobody is to be told of that any more.</summary>
    private async Task ConnectAsync(params string[] clientIds)
    {
        foreach (var clientId in clientIds) await _grants.GrantAsync(PostOffice.Ann, clientId);
        await _office.Database.QueryAsync<int>("delete from portal.notices returning 1");
    }

    private Task<List<(string Kind, string Subject)>> NoticesAsync() =>
        _office.Database.QueryAsync<(string, string)>("select kind, subject from portal.notices order by kind");
}

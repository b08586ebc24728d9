using Dapper;
using TokenPortal.Core;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>What a caller is told when the database does not answer (cases 83 to 90).</summary>
public sealed class RevokeFaultTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Nowhere = "Host=127.0.0.1;Port=1;Username=portal;Database=none";

    private TestDatabase _database = null!;
    private Grant _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateAsync();
        _grant = await new GrantBuilder(_database, TimeProvider.System).GrantAsync(Ann, "calendar");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact] // Case 84
    public async Task Revoke_AnswerLostAfterTheCommit_FindsItsReceiptAndWritesNoSecondRow()
    {
        await using var proxy = new CuttingProxy(_database.Runtime, "portal.history");
        proxy.Arm(CuttingProxy.Cut.AfterAnswer);

        var receipt = Assert.IsType<RevokeResult.Revoked>(await RevokeAsync(proxy.ConnectionString)).Receipt;

        Assert.Equal((1, 1, 1), (receipt.Grants, receipt.RefreshTokens, receipt.AccessTokens));
        Assert.Equal(1, await HistoryRowsAsync());
    }

    [Fact]
    public async Task Revoke_LineCutBeforeTheRequest_IsDoneByTheSecondTry()
    {
        await using var proxy = new CuttingProxy(_database.Runtime, "portal.history");
        proxy.Arm(CuttingProxy.Cut.BeforeRequest);

        Assert.IsType<RevokeResult.Revoked>(await RevokeAsync(proxy.ConnectionString));
        Assert.Equal(1, await HistoryRowsAsync());
    }

    [Theory] // Case 84, invariant I5
    [InlineData(1)]
    [InlineData(2)]
    public async Task Revoke_LineCutAndDatabaseAway_SaysThatTheOutcomeIsUnknown(int cut)
    {
        await using var proxy = new CuttingProxy(_database.Runtime, "portal.history");
        proxy.Arm((CuttingProxy.Cut)cut, andRefuse: true);

        var exception = await Assert.ThrowsAsync<GrantStoreException>(() => RevokeAsync(proxy.ConnectionString));
        Assert.Equal(GrantStoreFailure.OutcomeUnknown, exception.Failure);
    }

    [Fact] // Case 85
    public async Task Revoke_DatabaseAway_SaysThatNothingWasChanged()
    {
        var exception = await Assert.ThrowsAsync<GrantStoreException>(() => RevokeAsync(Nowhere));
        Assert.Equal(GrantStoreFailure.NothingChanged, exception.Failure);
    }

    [Fact] // Case 85
    public async Task List_DatabaseAway_SaysSo() => await Assert.ThrowsAsync<GrantStoreException>(
        () => _database.Service(connectionString: Nowhere).ListAsync(Ann, Cancellation));

    [Fact] // Case 88
    public async Task Revoke_LockNeverFree_TimesOutAndChangesNothing()
    {
        await using var other = await _database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync(Cancellation);
        await other.ExecuteAsync("""select "Id" from "OpenIddictAuthorizations" for update""");

        var service = _database.Service(options: new CoreOptions { CommandTimeoutSeconds = 1 });
        await Assert.ThrowsAsync<GrantStoreException>(() => service.RevokeAsync(
            Ann, AppKey.ForApplication(_grant.ApplicationId), Actor.User(Ann), Cancellation));
        await transaction.RollbackAsync(Cancellation);

        Assert.Equal(0, await HistoryRowsAsync());
        Assert.Equal(["valid"], await StatusesAsync());
    }

    [Fact] // Invariant I4
    public async Task Revoke_HistoryCannotBeWritten_ChangesNothing()
    {
        await using (var connection = await _database.OpenAsync(_database.Superuser))
            await connection.ExecuteAsync("revoke insert on portal.history from tokenportal_runtime");

        var exception = await Assert.ThrowsAsync<GrantStoreException>(() => RevokeAsync(_database.Runtime));

        Assert.Equal(GrantStoreFailure.NothingChanged, exception.Failure);
        Assert.Equal(["valid"], await StatusesAsync());
    }

    [Fact] // Case 86
    public async Task List_PooledConnectionsWereCut_TheCallerDoesNotNotice()
    {
        var service = _database.Service();
        await service.ListAsync(Ann, Cancellation);
        await _database.CutPortalConnectionsAsync();

        Assert.Single(await service.ListAsync(Ann, Cancellation));
    }

    [Fact] // Case 86
    public async Task Revoke_PooledConnectionsWereCut_TheCallerDoesNotNotice()
    {
        var service = _database.Service();
        await service.ListAsync(Ann, Cancellation);
        await _database.CutPortalConnectionsAsync();

        Assert.IsType<RevokeResult.Revoked>(await service.RevokeAsync(
            Ann, AppKey.ForApplication(_grant.ApplicationId), Actor.User(Ann), Cancellation));
    }

    [Fact]
    public async Task Connection_OfTheService_PinsIsolationAndDurability()
    {
        await using (var connection = await _database.OpenAsync(_database.Superuser))
            await connection.ExecuteAsync(
                """
                alter role portal set default_transaction_isolation = 'serializable';
                alter role portal set synchronous_commit = 'off';
                """);
        try
        {
            await using var dataSource = TokenPortal.Core.Database.PortalDataSource.Create(
                _database.Runtime, new CoreOptions());
            await using var connection = await dataSource.OpenConnectionAsync(Cancellation);
            Assert.Equal("read committed", await connection.QuerySingleAsync<string>("show transaction_isolation"));
            Assert.Equal("on", await connection.QuerySingleAsync<string>("show synchronous_commit"));
        }
        finally
        {
            await using var connection = await _database.OpenAsync(_database.Superuser);
            await connection.ExecuteAsync("alter role portal reset all");
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Task<RevokeResult> RevokeAsync(string connectionString) =>
        _database.Service(connectionString: connectionString).RevokeAsync(
            Ann, AppKey.ForApplication(_grant.ApplicationId), Actor.User(Ann), Cancellation);

    private async Task<int> HistoryRowsAsync() =>
        Assert.Single(await _database.QueryAsync<int>("select count(*)::int from portal.history where kind <> 'app_connected'"));

    private Task<List<string>> StatusesAsync() => _database.QueryAsync<string>(
        """
        select "Status" from "OpenIddictAuthorizations" union select "Status" from "OpenIddictTokens"
        """);
}

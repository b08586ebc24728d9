using Dapper;
using Npgsql;
using TokenPortal.Core.Grants;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Core;

/// <summary>Schedules that are held in place by open transactions: no luck, no waiting for a time.</summary>
public sealed class RevokeRaceTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";

    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private Grant _grant = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateAsync();
        _grants = new GrantBuilder(_database, TimeProvider.System);
        _grant = await _grants.GrantAsync(Ann, "calendar");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory] // Case 76, with the guard and without: the row lock alone must catch a token whose insert is under way.
    [InlineData(true)]
    [InlineData(false)]
    public async Task Revoke_TokenInsertHeldOpen_WaitsAndEndsThatTokenToo(bool guard)
    {
        if (!guard) await DropGuardAsync();
        await using var refresh = await _database.OpenAsync();
        await using var transaction = await refresh.BeginTransactionAsync(Cancellation);
        await InsertTokenAsync(refresh, "inserted");

        var revoke = RevokeAsync();
        await WaitUntilBlockedAsync(revoke);
        await transaction.CommitAsync(Cancellation);

        Assert.IsType<RevokeResult.Revoked>(await revoke);
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact] // Case 76
    public async Task Insert_RevokeHeldOpen_WaitsAndIsBornRevoked()
    {
        await using var revoke = await _database.OpenAsync();
        await using var transaction = await revoke.BeginTransactionAsync(Cancellation);
        await revoke.ExecuteAsync("""update "OpenIddictAuthorizations" set "Status" = 'revoked'""");

        await using var refresh = await _database.OpenAsync();
        var insert = InsertTokenAsync(refresh, "late");
        await WaitUntilBlockedAsync(insert);
        await transaction.CommitAsync(Cancellation);
        await insert;

        Assert.Equal("revoked", await StatusOfAsync("late"));
    }

    [Fact] // Case 77
    public async Task Update_OfARevokedToken_LeavesItRevoked()
    {
        await RevokeAsync();

        // As the server writes a redeemed or a fresh token: the whole row, with the status it remembers.
        await _database.ExecuteAsync(
            """update "OpenIddictTokens" set "Status" = 'redeemed', "RedemptionDate" = now()""");
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact] // Invariant I3: also where the authorization stays valid, as after a single token's revocation.
    public async Task Update_OfARevokedTokenUnderAValidAuthorization_LeavesItRevoked()
    {
        await _database.ExecuteAsync("""update "OpenIddictTokens" set "Status" = 'revoked'""");
        await _database.ExecuteAsync("""update "OpenIddictTokens" set "Status" = 'valid'""");
        Assert.Equal("revoked", await StatusOfAsync(_grant.RefreshToken));
        Assert.Equal("revoked", await StatusOfAsync(_grant.AccessToken));
    }

    [Fact]
    public async Task Update_OfATokenUnderARevokedAuthorization_EndsIt()
    {
        await _database.ExecuteAsync("""update "OpenIddictAuthorizations" set "Status" = 'revoked'""");
        await _database.ExecuteAsync("""update "OpenIddictTokens" set "Payload" = 'new'""");
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact]
    public async Task Insert_UnderARevokedAuthorization_IsBornRevokedInEveryStatus()
    {
        await RevokeAsync();
        foreach (var status in new[] { "valid", "inactive", "redeemed" })
            await _grants.TokenAsync(Ann, _grant.ApplicationId, _grant.AuthorizationId, status: status);
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact]
    public async Task Update_RedeemHeldOpen_RevokeWaitsAndEndsTheRedeemedToken()
    {
        await using var refresh = await _database.OpenAsync();
        await using var transaction = await refresh.BeginTransactionAsync(Cancellation);
        await refresh.ExecuteAsync(
            """update "OpenIddictTokens" set "Status" = 'redeemed' where "Id" = @id""", new { id = _grant.RefreshToken });

        var revoke = RevokeAsync();
        await WaitUntilBlockedAsync(revoke);
        await transaction.CommitAsync(Cancellation);

        Assert.IsType<RevokeResult.Revoked>(await revoke);
        Assert.Equal(["revoked"], await StatusesAsync());
    }

    [Fact]
    public async Task Sweep_GuardAbsent_EndsWhatARefreshInFlightLeftBehind()
    {
        await DropGuardAsync();
        await RevokeAsync();
        await InsertTokenAsync(await _database.OpenAsync(), "survivor");
        Assert.Equal("valid", await StatusOfAsync("survivor"));

        Assert.Equal(1, await SweepAsync());
        Assert.Equal("revoked", await StatusOfAsync("survivor"));
        Assert.Equal(0, await SweepAsync());
    }

    [Fact]
    public async Task Sweep_GuardPresent_DoesNothing()
    {
        await RevokeAsync();
        Assert.Equal(0, await SweepAsync());
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<int> SweepAsync()
    {
        await using var dataSource = NpgsqlDataSource.Create(_database.Runtime);
        return await new SurvivorSweep(
            dataSource, TimeProvider.System,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<SurvivorSweep>.Instance).SweepAsync(Cancellation);
    }

    private Task DropGuardAsync() => _database.ExecuteAsync("""drop trigger tokenportal_guard on "OpenIddictTokens";""");

    private Task<RevokeResult> RevokeAsync() => _database.Service().RevokeAsync(
        Ann, AppKey.ForApplication(_grant.ApplicationId), Actor.User(Ann), Cancellation);

    private Task InsertTokenAsync(NpgsqlConnection connection, string id) => connection.ExecuteAsync(
        GrantBuilder.InsertToken,
        new
        {
            id,
            applicationId = _grant.ApplicationId,
            authorizationId = _grant.AuthorizationId,
            subject = Ann,
            status = "valid",
            type = "urn:ietf:params:oauth:token-type:refresh_token",
            created = TimeProvider.System.GetUtcNow().UtcDateTime,
            expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1),
            referenceId = id,
        });

    /// <summary>Returns once a session of this database waits for a lock, or the operation ended without waiting.</summary>
    private async Task WaitUntilBlockedAsync(Task operation)
    {
        const string Blocked = """
            select exists (select from pg_stat_activity
                where datname = current_database() and cardinality(pg_blocking_pids(pid)) > 0)
            """;
        await using var observer = await _database.OpenAsync(_database.Superuser);
        while (!operation.IsCompleted && !await observer.QuerySingleAsync<bool>(Blocked))
            Cancellation.ThrowIfCancellationRequested();
    }

    private async Task<string> StatusOfAsync(string tokenId) => Assert.Single(await _database.QueryAsync<string>(
        """select "Status" from "OpenIddictTokens" where "Id" = @tokenId""", new { tokenId }));

    private Task<List<string>> StatusesAsync() => _database.QueryAsync<string>(
        """
        select "Status" from "OpenIddictAuthorizations" union select "Status" from "OpenIddictTokens"
        """);
}

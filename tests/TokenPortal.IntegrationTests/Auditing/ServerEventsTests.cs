using Dapper;
using TokenPortal.Core.Auditing;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Auditing;

/// <summary>What the authorization server does is written down by triggers, which never stop it.</summary>
public sealed class ServerEventsTests(DatabaseServer server) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private GrantBuilder _grants = null!;
    private HistoryBuilder _history = null!;

    public async ValueTask InitializeAsync()
    {
        // Some of these change the schema: the database does not go back.
        _database = await server.CreateAsync();
        _grants = new GrantBuilder(_database, TimeProvider.System);
        _history = new HistoryBuilder(_database, TimeProvider.System);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Connect_NewApp_IsWrittenDown()
    {
        var app = await _grants.ApplicationAsync("calendar", "Calendar Sync");
        await _grants.AuthorizationAsync("ann", app, scopes: """["openid", "calendar"]""");

        var entry = Assert.Single(await _history.ReadAsync("ann"));

        Assert.Equal((HistoryKind.AppConnected, "Calendar Sync", "server_owner"), (entry.Kind, entry.App?.Name, entry.Actor.Id));
        Assert.Equal(["openid", "calendar"], entry.Scopes);
    }

    [Theory]
    [InlineData("valid", "ad-hoc")]
    [InlineData("revoked", "permanent")]
    [InlineData("inactive", "permanent")]
    public async Task Connect_NotALastingConsent_IsNot(string status, string type)
    {
        await _grants.AuthorizationAsync("ann", await _grants.ApplicationAsync("calendar"), status, type);
        Assert.Empty(await _history.ReadAsync("ann"));
    }

    [Fact]
    public async Task Connect_SecondSetOfScopes_IsNoNewApp()
    {
        var app = await _grants.ApplicationAsync("calendar");
        await _grants.AuthorizationAsync("ann", app);
        await _grants.AuthorizationAsync("ann", app, scopes: """["openid", "calendar"]""");
        Assert.Single(await _history.ReadAsync("ann"));
    }

    [Fact]
    public async Task Connect_AgainAfterRemoval_IsNewAgain()
    {
        var app = await _grants.ApplicationAsync("calendar");
        await _grants.AuthorizationAsync("ann", app, status: "revoked");
        await _grants.AuthorizationAsync("ann", app);
        Assert.Single(await _history.ReadAsync("ann"));
    }

    [Fact]
    public async Task Remove_AppOfSeveralPeople_IsWrittenOnceForEach()
    {
        var app = await _grants.ApplicationAsync("calendar");
        foreach (var subject in (string[])["ben", "ann", "ann", "cem"]) await _grants.AuthorizationAsync(subject, app);

        await _database.ExecuteAsync("""delete from "OpenIddictAuthorizations";""");

        foreach (var (subject, grants) in (List<(string, int)>)[("ann", 2), ("ben", 1), ("cem", 1)])
        {
            var entry = (await _history.ReadAsync(subject))[0];
            Assert.Equal((HistoryKind.AppRemoved, grants), (entry.Kind, entry.Ended.Grants));
        }
        Assert.Empty((await _history.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Remove_TwoAppsOfTheSamePeopleAtOnce_DoNotDeadlock()
    {
        var (first, second) = (await _grants.ApplicationAsync("calendar"), await _grants.ApplicationAsync("photos"));
        for (var i = 0; i < 40; i++)
        {
            await _grants.AuthorizationAsync($"user-{i}", first);
            await _grants.AuthorizationAsync($"user-{39 - i}", second);
        }

        await Task.WhenAll(((string[])[first, second]).Select(app => Task.Run(() => _database.ExecuteAsync(
            """delete from "OpenIddictAuthorizations" where "ApplicationId" = @app""", new { app }))));

        Assert.Equal(80, (await _database.QueryAsync<int>("select 1 from portal.history where kind = 'app_removed'")).Count);
        Assert.Empty((await _history.VerifyAsync()).Faults);
    }

    [Theory]
    [InlineData("alter table portal.history add constraint broken check (kind = 'never') not valid")]
    [InlineData("alter table portal.history_chains rename to gone")]
    [InlineData("alter table portal.history rename to gone")]
    public async Task Server_HistoryCannotBeWritten_GoesOnAllTheSame(string harm)
    {
        var app = await _grants.ApplicationAsync("calendar");
        await _grants.AuthorizationAsync("ann", app);
        await _history.TamperAsync(harm);

        await _grants.AuthorizationAsync("ben", app);
        Assert.Equal(2, await _database.ExecuteAsync("""delete from "OpenIddictAuthorizations";"""));
    }

    [Fact]
    public async Task Server_ChainIsLockedForLong_GoesOnAfterASecond()
    {
        var app = await _grants.ApplicationAsync("calendar");
        await _history.WriteAsync("ann");
        await using var other = await _database.OpenAsync(_database.Superuser);
        await using var transaction = await other.BeginTransactionAsync(HistoryBuilder.Cancellation);
        await other.ExecuteAsync("update portal.history_chains set length = length");

        await _grants.AuthorizationAsync("ann", app);
        await transaction.RollbackAsync(HistoryBuilder.Cancellation);

        Assert.DoesNotContain(await _history.ReadAsync("ann"), entry => entry.Kind == HistoryKind.AppConnected);
    }

    [Fact]
    public async Task Server_ScopesThatAreNoJson_AreNoReasonToStop()
    {
        await _grants.AuthorizationAsync("ann", await _grants.ApplicationAsync("calendar"), scopes: "openid calendar");
        Assert.Single(await _database.QueryAsync<int>("""select 1 from "OpenIddictAuthorizations" """));
    }
}

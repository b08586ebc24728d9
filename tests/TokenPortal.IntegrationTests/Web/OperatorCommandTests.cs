using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Web;

/// <summary>The operator's commands as a script runs them, for the day when no page can be reached.</summary>
public sealed class OperatorCommandTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Sam = "sam";

    // What a command does is told by the machine's clock.
    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());
    private TestDatabase _database = null!;
    private PortalCore _core = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _core = new PortalCore(_database, _time);
        await _core.PersonAsync(Ann);
        await _core.PersonAsync(Sam, PortalCore.StaffRole);
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public async Task People_SuspendedAndRestored_AreKeptOutInBetween()
    {
        var open = await _core.SignInAsync(Ann);

        var suspended = await RunAsync("people", "suspend", "--subject", Ann, "--reason", "stolen laptop");

        Assert.Equal((0, "ann is suspended; sessions ended: 1."), suspended);
        Assert.Equal(Refusal.SignedOut, (await ListAsync(open)).Refusal);
        Assert.Equal(Refusal.Suspended, (await ListAsync(await _core.SignInAsync(Ann))).Refusal);

        Assert.Equal((0, "ann may sign in again."), await RunAsync("people", "restore", "--subject", Ann));

        Assert.Null((await ListAsync(await _core.SignInAsync(Ann))).Refusal);
    }

    [Fact]
    public async Task Sessions_Ended_AreOverAtTheNextAction()
    {
        var open = await _core.SignInAsync(Ann);

        Assert.Equal(0, (await RunAsync("sessions", "end", "--subject", Ann)).ExitCode);

        Assert.Equal(Refusal.SignedOut, (await ListAsync(open)).Refusal);
    }

    [Fact]
    public async Task Support_Ended_IsOverAtTheNextAction_AndUnknownIsSaid()
    {
        var staff = await _core.SignInAsync(Sam);
        var started = Assert.IsType<StartResult.Started>(await _core.Get<ISupport>().StartAsync(
            staff, new SupportRequest(Ann, SupportReasons.LostDevice, "4711", null, 30), Cancellation));
        var looking = await _core.EnterAsync(staff, started.SupportSessionId, Ann);
        Assert.Null((await ListAsync(looking)).Refusal);

        Assert.Equal(
            (0, "The support session is ended."),
            await RunAsync("support", "end", "--id", started.SupportSessionId.ToString()));

        Assert.Equal(Refusal.SupportEnded, (await ListAsync(looking)).Refusal);
        Assert.Equal(
            (1, "No such support session is running."), await RunAsync("support", "end", "--id", Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task Grants_OfOneClientThenOfAll_AreRevokedAndNobodyElses()
    {
        var grants = new GrantBuilder(_database, _time);
        await grants.GrantAsync(Ann, "calendar");
        await grants.GrantAsync(Ann, "photos");
        await grants.GrantAsync("ben", "calendar", "app-calendar");

        Assert.Equal(
            (0, "calendar: 1 grants, 1 refresh tokens, 1 access tokens ended."),
            await RunAsync("grants", "revoke", "--subject", Ann, "--client", "calendar"));
        Assert.Equal(
            (0, "photos: 1 grants, 1 refresh tokens, 1 access tokens ended."),
            await RunAsync("grants", "revoke", "--subject", Ann));
        Assert.Equal((0, "Nothing was left to revoke."), await RunAsync("grants", "revoke", "--subject", Ann));

        Assert.Equal(
            ["ben"],
            await _database.QueryAsync<string>("""
                select "Subject" from "OpenIddictAuthorizations" where "Status" = 'valid'
                """));
        Assert.Equal(
            ["inactive"], await _database.QueryAsync<string>("select distinct reason from portal.history where kind = 'access_revoked'"));
    }

    private async Task<(int ExitCode, string Line)> RunAsync(params string[] command)
    {
        var done = await PortalProcess.RunAsync(
            [
                ("ConnectionStrings:TokenPortal", _database.Runtime),
                ("ConnectionStrings:TokenPortalMigrator", _database.Migrator),
            ], command);
        return (done.ExitCode, done.Line);
    }

    private Task<AccessResult<IReadOnlyList<ConnectedApp>>> ListAsync(Caller caller) =>
        _core.Get<IAccountApps>().ListAsync(caller, Cancellation);
}

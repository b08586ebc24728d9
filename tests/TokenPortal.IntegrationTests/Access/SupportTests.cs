using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Access;

/// <summary>Support sessions on the real database: cases 63 to 70 of the black-box list.</summary>
public sealed class SupportTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Ben = "ben";
    private const string Sam = "sam";
    private const string Sue = "sue";
    private const string Ada = "ada";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private PortalCore _core = null!;
    private GrantBuilder _grants = null!;
    private Caller _sam = null!;

    private ISupport Support => _core.Get<ISupport>();

    private IAccountApps Apps => _core.Get<IAccountApps>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _core = new PortalCore(_database, _time);
        _grants = new GrantBuilder(_database, _time);
        await _core.PersonAsync(Ann);
        await _core.PersonAsync(Ben);
        await _core.PersonAsync(Sam, PortalCore.StaffRole);
        await _core.PersonAsync(Sue, PortalCore.StaffRole);
        await _core.PersonAsync(Ada, PortalCore.AdministratorRole);
        _sam = await _core.SignInAsync(Sam);
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public async Task Start_StaffWithReason_LooksAtTheAccountAndBothHistoriesSaySo()
    {
        await _grants.GrantAsync(Ann, "calendar");

        var looking = await LookAtAsync(Ann);

        Assert.Equal(["calendar"], await NamesAsync(looking));
        var row = Assert.Single(await HistoryAsync("support_started"));
        Assert.Equal((Ann, Sam, "lost_device", "4711", "Firefox on Linux"), row);
    }

    [Fact]
    public async Task History_OfTheStaffMember_NamesWhomTheyLookedAt_AndTheUsersDoesNot()
    {
        await LookAtAsync(Ann);

        Assert.Equal($"{Ann} Example", (await NewestAsync(Sam)).LookedAt);
        Assert.Null((await NewestAsync(Ann)).LookedAt);

        async Task<HistoryEntry> NewestAsync(string person) => Assert.IsType<AccessResult<HistoryPortion>.Done>(
            await _core.Get<IAccountHistory>().ReadAsync(
                await _core.SignInAsync(person), new HistoryFilter(), null, 1, Cancellation)).Value.Entries[0];
    }

    [Fact]
    public async Task Start_UserWithoutTheRole_IsRefusedAndNoRowIsWritten_Case63()
    {
        var ben = await _core.SignInAsync(Ben);

        Assert.Equal(
            new StartResult.Refused(Refusal.NoPermission), await StartAsync(ben, Ann));
        Assert.Equal(0, await CountAsync("portal.support_sessions") + await CountAsync("portal.history"));
    }

    [Fact]
    public async Task Start_RoleTakenAwayAfterSignIn_IsRefused_Case63()
    {
        await _core.PersonAsync(Sam);

        Assert.Equal(new StartResult.Refused(Refusal.NoPermission), await StartAsync(_sam, Ann));
    }

    [Theory]
    [InlineData(Sam)]
    [InlineData(Sue)]
    [InlineData(Ada)]
    public async Task Start_StaffAdministratorOrOneself_IsNoUserToLookAt_Case64(string target)
    {
        Assert.IsType<StartResult.NotAUser>(await StartAsync(_sam, target));
        Assert.Equal(0, await CountAsync("portal.support_sessions"));
    }

    [Fact]
    public async Task Start_TargetBecomesStaffBetweenCheckAndStart_StatementRefuses_Case64()
    {
        // What the service looks at first is passed over: the statement decides by itself.
        var store = _core.Get<SupportStore>();

        Assert.Null(await store.StartAsync(_sam.SessionId, Sam, Request(Sue), Cancellation));
        Assert.Null(await store.StartAsync(_sam.SessionId, Sam, Request(Sam), Cancellation));
        Assert.Null(await store.StartAsync(_sam.SessionId, Sam, Request(Ada), Cancellation));
        Assert.NotNull(await store.StartAsync(_sam.SessionId, Sam, Request(Ann), Cancellation));
    }

    [Fact]
    public async Task Start_PersonNobodyKnows_IsUnknown() =>
        Assert.IsType<StartResult.UnknownPerson>(await StartAsync(_sam, "nobody"));

    [Fact]
    public async Task Start_WhileInSupport_IsRefusedAndTheFirstGoesOn_Case66()
    {
        var looking = await LookAtAsync(Ann);

        Assert.Equal(new StartResult.Refused(Refusal.InSupport), await StartAsync(looking, Ben));
        Assert.Empty(await NamesAsync(looking));
    }

    [Fact]
    public async Task Start_FromASecondBrowser_ReplacesTheFirst_Case66()
    {
        var first = await LookAtAsync(Ann);
        var second = await _core.SignInAsync(Sam);

        Assert.IsType<StartResult.Started>(await StartAsync(second, Ben));

        Assert.Equal(Refusal.SupportEnded, (await Apps.ListAsync(first, Cancellation)).Refusal);
        Assert.Equal("replaced", Assert.Single(await EndReasonsAsync()));
        Assert.Single(await HistoryAsync("support_ended"));
        Assert.Equal(
            ["support_started", "support_ended", "support_started"],
            await _database.QueryAsync<string>("select kind from portal.history where subject = 'sam' order by seq"));
    }

    [Fact]
    public async Task Start_SignInFiveMinutesOld_AsksForAFreshOne()
    {
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(new StartResult.Refused(Refusal.NeedsFreshSignIn), await StartAsync(_sam, Ann));
    }

    [Fact]
    public async Task Start_IssuerThatTellsNoTime_IsNoWayAround()
    {
        var sam = await _core.SignInAsync(Sam, knowsWhen: false);

        Assert.Equal(new StartResult.Refused(Refusal.SignInTimeUnknown), await StartAsync(sam, Ann));
    }

    [Theory]
    [InlineData("", "4711", null, 30, SupportRequestFault.Reason)]
    [InlineData("bored", "4711", null, 30, SupportRequestFault.Reason)]
    [InlineData("lost_device", " ", null, 30, SupportRequestFault.Ticket)]
    [InlineData("lost_device", "47\n11", null, 30, SupportRequestFault.Ticket)]
    [InlineData("other", "4711", null, 30, SupportRequestFault.Note)]
    [InlineData("lost_device", "4711", "a\u0000b", 30, SupportRequestFault.Note)]
    [InlineData("lost_device", "4711", null, 61, SupportRequestFault.Minutes)]
    [InlineData("lost_device", "4711", null, -15, SupportRequestFault.Minutes)]
    public async Task Start_StatementIncomplete_NamesThePart(
        string reason, string ticket, string? note, int minutes, SupportRequestFault fault)
    {
        var request = new SupportRequest(Ann, reason, ticket, note, minutes);

        Assert.Equal(new StartResult.Invalid(fault), await Support.StartAsync(_sam, request, Cancellation));
    }

    [Fact]
    public async Task Remove_BySupport_EndsTheAppAndNamesBothPeople_Case67()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var looking = await LookAtAsync(Ann);

        Assert.IsType<RevokeResult.Revoked>(await RemoveAsync(looking, grant));

        Assert.Equal(
            (Ann, Sam, "lost_device", "4711", "Firefox on Linux"), Assert.Single(await HistoryAsync("access_revoked")));
        Assert.Equal("support", Assert.Single(await _database.QueryAsync<string>(
            "select reason from portal.history where kind = 'access_revoked'")));
    }

    [Fact]
    public async Task Refused_BeyondTheOneWrite_StandsInTheUsersHistory()
    {
        await _grants.GrantAsync(Ann, "calendar");
        var looking = await LookAtAsync(Ann);

        await Apps.RevokeAllAsync(looking, Cancellation);

        var row = Assert.Single(await HistoryAsync("access_refused"));
        Assert.Equal((Ann, Sam, "lost_device", "4711", "Firefox on Linux"), row);
    }

    [Fact]
    public async Task Remove_BySupportWithAnOldSignIn_AsksForAFreshOne()
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var looking = await LookAtAsync(Ann);
        _time.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal(new RevokeResult.Refused(Refusal.NeedsFreshSignIn), await RemoveAsync(looking, grant));
        Assert.Equal(["valid"], await _database.QueryAsync<string>("""select "Status" from "OpenIddictAuthorizations" """));
    }

    [Fact]
    public async Task RemoveAll_BySupport_IsReadOnlyAndNothingChanges()
    {
        await _grants.GrantAsync(Ann, "calendar");
        var looking = await LookAtAsync(Ann);
        var before = await _database.SnapshotAsync("row not like 'h %'");

        Assert.Equal(Refusal.ReadOnly, (await Apps.RevokeAllAsync(looking, Cancellation)).Refusal);
        Assert.Equal(before, await _database.SnapshotAsync("row not like 'h %'"));
    }

    [Fact]
    public async Task Remove_OfAnotherAccountWhileInSupport_AnswersLikeUnknown()
    {
        var grant = await _grants.GrantAsync(Ben, "calendar");
        var looking = await LookAtAsync(Ann);

        Assert.Equal(
            new RevokeResult.Refused(Refusal.NotFound), await RemoveAsync(looking with { Account = Ben }, grant));
        Assert.IsType<RevokeResult.NotFound>(await RemoveAsync(looking, grant));
    }

    [Theory]
    [InlineData("role")]
    [InlineData("suspended")]
    [InlineData("signed out")]
    [InlineData("time")]
    [InlineData("user")]
    [InlineData("setting")]
    [InlineData("operator")]
    public async Task Anything_AfterTheRightIsGone_IsRefusedAtOnce_Cases69And70(string what)
    {
        var grant = await _grants.GrantAsync(Ann, "calendar");
        var looking = await LookAtAsync(Ann);
        await TakeRightAwayAsync(what, looking);

        Assert.NotNull((await Apps.ListAsync(looking, Cancellation)).Refusal);
        Assert.IsType<RevokeResult.Refused>(await RemoveAsync(looking, grant));
        // The statement by itself, with a decision that was made before.
        var late = new Actor(Sam, RevocationReason.Support) { SessionId = looking.SessionId };
        Assert.IsType<RevokeResult.Refused>(
            await _core.Get<IGrantService>().RevokeAsync(Ann, KeyOf(grant), late, Cancellation));
        Assert.Equal(["valid"], await _database.QueryAsync<string>("""select "Status" from "OpenIddictAuthorizations" """));
    }

    [Theory]
    [InlineData("role", "role_lost")]
    [InlineData("signed out", "signed_out")]
    [InlineData("time", "time")]
    public async Task Closing_RightIsGone_SaysInTheHistoryWhy(string what, string endReason)
    {
        var looking = await LookAtAsync(Ann);
        await TakeRightAwayAsync(what, looking);
        _time.Advance(TimeSpan.FromMinutes(1.5));

        Assert.Equal(1, await _core.Get<SupportStore>().EndDueAsync(Cancellation));
        Assert.Equal(0, await _core.Get<SupportStore>().EndDueAsync(Cancellation));

        Assert.Equal(endReason, Assert.Single(await EndReasonsAsync()));
        Assert.Single(await HistoryAsync("support_ended"));
    }

    [Fact]
    public async Task End_Twice_WritesOneRow()
    {
        var looking = await LookAtAsync(Ann);
        var session = (await Support.FindOfSessionAsync(looking.SessionId, Cancellation))!;

        await Support.EndAsync(session.Id, Cancellation);
        await Support.EndAsync(session.Id, Cancellation);

        Assert.Single(await HistoryAsync("support_ended"));
    }

    [Fact]
    public async Task EndAsOwner_OfAnotherAccountsSession_ChangesNothing()
    {
        var looking = await LookAtAsync(Ann);
        var session = (await Support.FindOfSessionAsync(looking.SessionId, Cancellation))!;
        var ben = await _core.SignInAsync(Ben);

        Assert.Equal(new AccessResult<bool>.Done(false), await Support.EndAsOwnerAsync(ben, session.Id, Cancellation));
        Assert.Null((await Apps.ListAsync(looking, Cancellation)).Refusal);
    }

    [Fact]
    public async Task Start_ManyAtOnceOfOnePerson_LeavesOneRunning()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 16).Select(async index =>
        {
            try
            {
                return await StartAsync(_sam, index % 2 == 0 ? Ann : Ben);
            }
            catch (GrantStoreException exception) when (exception.Failure == GrantStoreFailure.NothingChanged)
            {
                return null;
            }
        }));

        Assert.Contains(starts, start => start is StartResult.Started);
        Assert.Equal(1, Assert.Single(await _database.QueryAsync<int>(
            "select count(*)::int from portal.support_sessions where ended_at is null")));
    }

    private async Task TakeRightAwayAsync(string what, Caller looking)
    {
        var session = (await Support.FindOfSessionAsync(looking.SessionId, Cancellation))!;
        switch (what)
        {
            case "role":
                await _core.PersonAsync(Sam);
                break;
            case "suspended":
                await _database.QueryAsync<int>("update portal.people set suspended_at = now() where subject = 'sam'");
                break;
            case "signed out":
                await _database.QueryAsync<int>(
                    "update portal.sessions set ended_at = signed_in_at, end_reason = 'signed_out' where id = @id",
                    new { id = looking.SessionId });
                break;
            case "time":
                _time.Advance(TimeSpan.FromMinutes(30));
                break;
            case "user":
                await Support.EndAsOwnerAsync(await _core.SignInAsync(Ann), session.Id, Cancellation);
                break;
            case "setting":
                await Support.ChangeSettingAsync(
                    await _core.SignInAsync(Ann), SupportChoice.Never, allowedFor: null, Cancellation);
                break;
            default:
                Assert.True(await Support.EndAsOperatorAsync(session.Id, "operator", Cancellation));
                break;
        }
    }

    private async Task<Caller> LookAtAsync(string account)
    {
        var started = Assert.IsType<StartResult.Started>(await StartAsync(_sam, account));
        return await _core.EnterAsync(_sam, started.SupportSessionId, account);
    }

    private Task<StartResult> StartAsync(Caller caller, string account) =>
        Support.StartAsync(caller, Request(account), Cancellation);

    private static SupportRequest Request(string account) => new(account, SupportReasons.LostDevice, "4711", null, 30);

    private Task<RevokeResult> RemoveAsync(Caller caller, Grant grant) =>
        Apps.RevokeAsync(caller, KeyOf(grant), Cancellation);

    private static AppKey KeyOf(Grant grant) => Keys.For(grant.ApplicationId, grant.AuthorizationId);

    private async Task<string?[]> NamesAsync(Caller caller) =>
        [.. Assert.IsType<AccessResult<IReadOnlyList<ConnectedApp>>.Done>(await Apps.ListAsync(caller, Cancellation))
            .Value.Select(app => app.Name)];

    private Task<List<(string Subject, string Actor, string Reason, string Ticket, string Browser)>> HistoryAsync(
        string kind) => _database.QueryAsync<(string, string, string, string, string)>(
            "select subject, actor, support_reason, ticket, browser from portal.history where kind = @kind and subject <> actor", new { kind });

    private Task<List<string>> EndReasonsAsync() => _database.QueryAsync<string>(
        "select end_reason from portal.support_sessions where ended_at is not null");

    private async Task<int> CountAsync(string table) =>
        (await _database.QueryAsync<int>($"select count(*)::int from {table}")).Single();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

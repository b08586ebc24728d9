using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Core.People;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Access;

/// <summary>What a user lets support do, and how a second staff member can open a closed account.</summary>
public sealed class SupportSettingTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Sam = "sam";
    private const string Sue = "sue";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private PortalCore _core = null!;
    private Caller _ann = null!;
    private Caller _sam = null!;
    private Caller _sue = null!;

    private ISupport Support => _core.Get<ISupport>();

    private IBreakGlass BreakGlass => _core.Get<IBreakGlass>();

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _core = new PortalCore(_database, _time);
        await _core.PersonAsync(Ann);
        await _core.PersonAsync(Sam, PortalCore.StaffRole);
        await _core.PersonAsync(Sue, PortalCore.StaffRole);
        (_ann, _sam, _sue) = (
            await _core.SignInAsync(Ann), await _core.SignInAsync(Sam), await _core.SignInAsync(Sue));
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public async Task Setting_NeverChosen_LetsSupportLookWithAReason() =>
        Assert.Equal(
            new AccessResult<SupportSetting>.Done(new SupportSetting(SupportChoice.WithReason, null, IsFixed: false)),
            await Support.GetSettingAsync(_ann, Cancellation));

    [Fact]
    public async Task Change_AllowedForAnHour_OpensAndClosesByItself()
    {
        await ChangeAsync(SupportChoice.WhenAllowed, TimeSpan.FromHours(1));
        Assert.IsType<StartResult.Started>(await StartAsync(_sam));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(new StartResult.Closed(SupportChoice.WhenAllowed), await StartAsync(await _core.SignInAsync(Sam)));
    }

    [Fact]
    public async Task Start_AtAClosedAccount_StandsInBothHistoriesWithItsReason()
    {
        await ChangeAsync(SupportChoice.Never);

        Assert.IsType<StartResult.Closed>(await StartAsync(_sam));

        Assert.Equal(
            [(Ann, Sam, "4711"), (Sam, Sam, "4711")],
            (await _database.QueryAsync<(string Subject, string Actor, string Ticket)>(
                "select subject, actor, ticket from portal.history where kind = 'support_refused'")).Order());
    }

    [Fact]
    public async Task Change_AllowedForAYear_IsADay()
    {
        var changed = Assert.IsType<AccessResult<SupportSetting>.Done>(
            await ChangeAsync(SupportChoice.WhenAllowed, TimeSpan.FromDays(365)));

        Assert.Equal(_time.GetUtcNow().AddDays(1), changed.Value.AllowedUntil);
    }

    [Fact]
    public async Task Change_ToNever_EndsWhatRunsAndWritesBothRows()
    {
        Assert.IsType<StartResult.Started>(await StartAsync(_sam));

        await ChangeAsync(SupportChoice.Never);

        Assert.Equal(["support_setting_changed", "support_ended"], (await KindsAsync())[1..]);
        Assert.Equal("setting", Assert.Single(await _database.QueryAsync<string>(
            "select end_reason from portal.support_sessions")));
    }

    [Fact]
    public async Task Change_WithAnOldSignIn_AsksForAFreshOne()
    {
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(Refusal.NeedsFreshSignIn, (await ChangeAsync(SupportChoice.Never)).Refusal);
        Assert.Empty(await KindsAsync());
    }

    [Fact]
    public async Task Change_FixedByTheOperator_IsRefusedAndTheFixedChoiceCounts()
    {
        await using var core = new PortalCore(_database, _time, ("Support:FixedChoice", "Never"));

        Assert.Equal(
            Refusal.ReadOnly,
            (await core.Get<ISupport>().ChangeSettingAsync(_ann, SupportChoice.WithReason, null, Cancellation)).Refusal);
        Assert.Equal(
            new StartResult.Closed(SupportChoice.Never),
            await core.Get<ISupport>().StartAsync(_sam, Request(), Cancellation));
    }

    [Fact]
    public async Task BreakGlass_ApprovedBySomebodyElse_OpensOnceAndIsInTheHistory()
    {
        await ChangeAsync(SupportChoice.Never);
        var id = await AskAsync();

        Assert.Equal(new AccessResult<bool>.Done(true), await BreakGlass.AnswerAsync(_sue, id, true, Cancellation));
        Assert.IsType<StartResult.Started>(await StartAsync(_sam, id));
        Assert.IsType<StartResult.Closed>(await StartAsync(await _core.SignInAsync(Sam), id));

        Assert.Equal(
            ["support_setting_changed", "break_glass_requested", "break_glass_approved", "support_started"],
            await KindsAsync());
    }

    [Fact]
    public async Task BreakGlass_AnsweredByOneself_IsNoAnswer()
    {
        await ChangeAsync(SupportChoice.Never);
        var id = await AskAsync();

        Assert.Equal(new AccessResult<bool>.Done(false), await BreakGlass.AnswerAsync(_sam, id, true, Cancellation));
        Assert.IsType<StartResult.Closed>(await StartAsync(_sam, id));
    }

    [Fact]
    public async Task BreakGlass_Refused_OpensNothing()
    {
        await ChangeAsync(SupportChoice.Never);
        var id = await AskAsync();
        await BreakGlass.AnswerAsync(_sue, id, false, Cancellation);

        Assert.IsType<StartResult.Closed>(await StartAsync(_sam, id));
        Assert.Equal(new AccessResult<bool>.Done(false), await BreakGlass.AnswerAsync(_sue, id, true, Cancellation));
    }

    [Fact]
    public async Task BreakGlass_NoAnswerInTenMinutes_IsOver()
    {
        await ChangeAsync(SupportChoice.Never);
        var id = await AskAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        var sue = await _core.SignInAsync(Sue);

        Assert.Equal(new AccessResult<bool>.Done(false), await BreakGlass.AnswerAsync(sue, id, true, Cancellation));
        Assert.Empty(Assert.IsType<AccessResult<IReadOnlyList<BreakGlassRequest>>.Done>(
            await BreakGlass.ListOpenAsync(sue, Cancellation)).Value);
    }

    [Fact]
    public async Task BreakGlass_ApprovalOfAnotherAccountOrPerson_OpensNothing()
    {
        await _core.PersonAsync("ben");
        await ChangeAsync(SupportChoice.Never);
        await Support.ChangeSettingAsync(await _core.SignInAsync("ben"), SupportChoice.Never, null, Cancellation);
        var id = await AskAsync();
        await BreakGlass.AnswerAsync(_sue, id, true, Cancellation);

        Assert.IsType<StartResult.Closed>(await Support.StartAsync(
            _sam, Request() with { Subject = "ben", BreakGlassId = id }, Cancellation));
        Assert.IsType<StartResult.Closed>(await StartAsync(_sue, id));
    }

    [Fact]
    public async Task BreakGlass_OwnerEndsIt_IsOverAtOnce()
    {
        await ChangeAsync(SupportChoice.Never);
        var id = await AskAsync();
        await BreakGlass.AnswerAsync(_sue, id, true, Cancellation);
        var started = Assert.IsType<StartResult.Started>(await StartAsync(_sam, id));
        var looking = await _core.EnterAsync(_sam, started.SupportSessionId, Ann);
        Assert.Null((await _core.Get<IAccountApps>().ListAsync(looking, Cancellation)).Refusal);

        await Support.EndAsOwnerAsync(_ann, started.SupportSessionId, Cancellation);

        Assert.Equal(
            Refusal.SupportEnded, (await _core.Get<IAccountApps>().ListAsync(looking, Cancellation)).Refusal);
    }

    [Fact]
    public async Task Find_PersonOfTheDirectory_CanBeLookedAtUnlessStaff()
    {
        await using var core = new PortalCore(_database, _time, new FakeDirectory(
            new Person("cleo", "cleo@example.com", "Cleo", []),
            new Person("carl", "carl@example.com", "Carl", [PortalCore.StaffRole])));
        var support = core.Get<ISupport>();

        var found = Assert.IsType<AccessResult<IReadOnlyList<SupportedPerson>>.Done>(
            await support.FindAsync(_sam, " CLEO@example.com ", Cancellation));
        Assert.Equal("cleo", Assert.Single(found.Value).Subject);
        Assert.IsType<StartResult.NotAUser>(
            await support.StartAsync(_sam, Request() with { Subject = "carl" }, Cancellation));
        Assert.IsType<StartResult.Started>(
            await support.StartAsync(_sam, Request() with { Subject = "cleo" }, Cancellation));
    }

    private Task<AccessResult<SupportSetting>> ChangeAsync(SupportChoice choice, TimeSpan? allowedFor = null) =>
        Support.ChangeSettingAsync(_ann, choice, allowedFor, Cancellation);

    private async Task<Guid> AskAsync() => Assert.IsType<AccessResult<Guid>.Done>(
        await BreakGlass.RequestAsync(_sam, Request(), Cancellation)).Value;

    private Task<StartResult> StartAsync(Caller caller, Guid? breakGlass = null) =>
        Support.StartAsync(caller, Request() with { BreakGlassId = breakGlass }, Cancellation);

    private Task<List<string>> KindsAsync() =>
        _database.QueryAsync<string>("select kind from portal.history where subject = 'ann' order by seq");

    private static SupportRequest Request() => new(Ann, SupportReasons.LostDevice, "4711", null, 30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private sealed class FakeDirectory(params Person[] people) : IPeopleDirectory
    {
        public Task<IReadOnlyList<Person>> FindAsync(string subjectOrEmail, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Person>>([.. people.Where(person => person.Subject == subjectOrEmail
                || string.Equals(person.Email, subjectOrEmail, StringComparison.OrdinalIgnoreCase))]);
    }
}

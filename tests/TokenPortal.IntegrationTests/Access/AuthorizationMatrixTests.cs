using Microsoft.Extensions.Time.Testing;
using TokenPortal.Core.Access;
using TokenPortal.Core.Auditing;
using TokenPortal.Core.Devices;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.IntegrationTests.Fixtures;

namespace TokenPortal.IntegrationTests.Access;

/// <summary>
/// Every operation, by everybody, at every account, against a table that was written by hand: what the services answer,
/// and that nothing of the server's rows changed where it was refused.
/// </summary>
public sealed class AuthorizationMatrixTests(DatabaseServer server) : IAsyncLifetime
{
    private const string Ann = "ann";
    private const string Ben = "ben";
    private const string Nobody = "nobody";

    private static readonly string[] Accounts = [Ann, Ben, "self", Nobody];

    private static readonly string[] Actors =
        ["owner", "other", "staff", "support", "demoted", "administrator", "anonymous"];

    // Rows as Actors, columns as Accounts (Ann's, Ben's, one's own, nobody's). Ann is the owner, Ben another user; support
    // looks at Ann's page, and so did the one who lost the role meanwhile.
    //   + done    N not found    P no permission    R read only    I not while in support    E support is over
    //   S signed out    X no user to look at    U nobody known    - done, and there was nothing to do
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["ListApps"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["RemoveApp"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["RemoveAllApps"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["ShowApp"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["RemovePermission"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["EndDevice"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["DismissNewApp"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["DismissNewApps"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["ReadHistory"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["ListHistoryApps"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["ExportHistory"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["ReadSetting"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["ChangeSetting"] = "+N+N N++N NN+N RNNN EEEE NN+N SSSS",
        ["SeeWhoLooks"] = "+N+N N++N NN+N +NNN EEEE NN+N SSSS",
        ["EndAsOwner"] = "+N+N N--N NN-N RNNN EEEE NN-N SSSS",
        ["FindPeople"] = "PNPN NPPN NN+N IIII EEEE NNPN SSSS",
        ["StartSupport"] = "PPPP PPPP ++XU IIII EEEE PPPP SSSS",
        ["AskForBreakGlass"] = "PPPP PPPP ++NN IIII EEEE PPPP SSSS",
        ["ListRequests"] = "PNPN NPPN NN+N IIII EEEE NNPN SSSS",
        ["AnswerRequest"] = "PNPN NPPN NN+N IIII EEEE NNPN SSSS",
    };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero));
    private TestDatabase _database = null!;
    private PortalCore _core = null!;
    private readonly Dictionary<string, DeviceCredentialId> _devices = [];
    private string _calendar = null!;

    public static TheoryData<string> Operations => [.. Expected.Keys];

    public async ValueTask InitializeAsync()
    {
        _database = await server.RentAsync();
        _core = new PortalCore(_database, _time);
        foreach (var user in new[] { Ann, Ben }) await _core.PersonAsync(user);
        foreach (var staff in new[] { "sam", "sue", "sid", "sol" }) await _core.PersonAsync(staff, PortalCore.StaffRole);
        await _core.PersonAsync("ada", PortalCore.AdministratorRole);
        _calendar = await new GrantBuilder(_database, _time).ApplicationAsync("calendar", "Calendar");
    }

    public async ValueTask DisposeAsync()
    {
        await _core.DisposeAsync();
        await server.ReturnAsync(_database);
    }

    [Fact]
    public void Matrix_HasAtLeastTwoHundredCells() =>
        Assert.True(Expected.Count * Actors.Length * Accounts.Length >= 200);

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Operation_ByEverybodyAtEveryAccount_IsAsInTheTable(string operation)
    {
        var rows = Expected[operation].Split(' ');
        List<string> seen = [];
        foreach (var actor in Actors)
        {
            var row = "";
            foreach (var account in Accounts) row += await CellAsync(operation, actor, account);
            seen.Add(row);
        }

        Assert.Equal(rows, seen);
    }

    private async Task<char> CellAsync(string operation, string actor, string account)
    {
        await ResetAsync();
        var caller = await CallerAsync(actor);
        var self = actor switch
        {
            "owner" or "anonymous" => Ann,
            "other" => Ben,
            "staff" => "sam",
            "support" => "sue",
            "demoted" => "sid",
            _ => "ada",
        };
        var target = account == "self" ? self : account;
        var before = await _database.SnapshotAsync("row not like 'h %'");
        var answer = await AnswerAsync(operation, caller, target, self);
        if (answer != '+') Assert.Equal(before, await _database.SnapshotAsync("row not like 'h %'"));
        return answer;
    }

    private async Task ResetAsync()
    {
        await _database.ForgetGrantsAsync();
        await _database.QueryAsync<int>(
            """
            delete from portal.sessions;
            delete from portal.break_glass_requests;
            delete from portal.support_sessions;
            delete from portal.support_settings;
            """);
        await _core.PersonAsync("sid", PortalCore.StaffRole);
        var grants = new GrantBuilder(_database, _time);
        await grants.AnnounceServerAsync();
        foreach (var subject in new[] { Ann, Ben, "sam", "ada" })
        {
            var grant = await grants.GrantAsync(subject, "calendar", _calendar, """["openid","email"]""");
            _devices[subject] = await grants.FamilyAsync(subject, grant);
        }
    }

    private async Task<Caller> CallerAsync(string actor)
    {
        switch (actor)
        {
            case "owner":
                return await _core.SignInAsync(Ann);
            case "other":
                return await _core.SignInAsync(Ben);
            case "staff":
                return await _core.SignInAsync("sam");
            case "support":
                return await LookAsync("sue");
            case "demoted":
                var demoted = await LookAsync("sid");
                await _core.PersonAsync("sid");
                return demoted;
            case "administrator":
                return await _core.SignInAsync("ada");
            default:
                return new Caller(Guid.NewGuid(), Ann);
        }
    }

    private async Task<Caller> LookAsync(string staff)
    {
        var caller = await _core.SignInAsync(staff);
        var started = Assert.IsType<StartResult.Started>(await Support.StartAsync(caller, Request(Ann), Cancellation));
        return await _core.EnterAsync(caller, started.SupportSessionId, Ann);
    }

    private async Task<char> AnswerAsync(string operation, Caller caller, string target, string self)
    {
        var about = caller with { Account = target };
        return operation switch
        {
            "ListApps" => Of(await Apps.ListAsync(about, Cancellation)),
            "RemoveApp" => Of(await Apps.RevokeAsync(about, Key, Cancellation)),
            "RemoveAllApps" => Of(await Apps.RevokeAllAsync(about, Cancellation)),
            "ShowApp" => Of(await Apps.DetailAsync(about, Key, Cancellation)),
            "RemovePermission" => Of(await Apps.RemoveScopeAsync(about, Key, "email", Cancellation)),
            "EndDevice" => Of(await Apps.EndDeviceAsync(
                about, Key, _devices.GetValueOrDefault(target, _devices[Ann]), Cancellation)),
            "DismissNewApp" => Of(await Apps.DismissNewAsync(about, Key, Cancellation)),
            "DismissNewApps" => Of(await Apps.DismissAllNewAsync(about, _time.GetUtcNow(), Cancellation)),
            "ReadHistory" => Of(await History.ReadAsync(about, new HistoryFilter(), null, 10, Cancellation)),
            "ListHistoryApps" => Of(await History.ListAppsAsync(about, Cancellation)),
            "ExportHistory" => Of(await History.ExportAsync(about, new HistoryFilter(), Cancellation)),
            "ReadSetting" => Of(await Support.GetSettingAsync(about, Cancellation)),
            "ChangeSetting" => Of(await Support.ChangeSettingAsync(about, SupportChoice.Never, null, Cancellation)),
            "SeeWhoLooks" => Of(await Support.FindAtAccountAsync(about, Cancellation)),
            "EndAsOwner" => await EndAsOwnerAsync(about),
            "FindPeople" => Of(await Support.FindAsync(about, Ann, Cancellation)),
            "StartSupport" => Of(await Support.StartAsync(
                caller, Request(target), Cancellation)),
            "AskForBreakGlass" => Of(await BreakGlass.RequestAsync(caller, Request(target), Cancellation)),
            "ListRequests" => Of(await BreakGlass.ListOpenAsync(about, Cancellation)),
            "AnswerRequest" => await AnswerRequestAsync(about, self),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
        };
    }

    /// <summary>There is always somebody who looks at Ann's page, and nobody looks at another.</summary>
    private async Task<char> EndAsOwnerAsync(Caller about)
    {
        var running = await _database.QueryAsync<Guid>("select id from portal.support_sessions where ended_at is null");
        if (running.Count == 0)
        {
            await LookAsync("sol");
            running = await _database.QueryAsync<Guid>("select id from portal.support_sessions where ended_at is null");
        }

        return Of(await Support.EndAsOwnerAsync(about, running[0], Cancellation));
    }

    private async Task<char> AnswerRequestAsync(Caller about, string self)
    {
        var asker = await _core.SignInAsync(self == "sol" ? "sam" : "sol");
        var asked = Assert.IsType<AccessResult<Guid>.Done>(
            await BreakGlass.RequestAsync(asker, Request(Ben), Cancellation));
        return Of(await BreakGlass.AnswerAsync(about, asked.Value, approved: true, Cancellation));
    }

    private static char Of<T>(AccessResult<T> result) => result switch
    {
        AccessResult<bool>.Done { Value: false } => '-',
        AccessResult<T>.Done => '+',
        _ => Of(result.Refusal!.Value),
    };

    private static char Of(RevokeResult result) => result switch
    {
        RevokeResult.Revoked => '+',
        RevokeResult.Refused refused => Of(refused.Reason),
        _ => '?',
    };

    private static char Of(StartResult result) => result switch
    {
        StartResult.Started => '+',
        StartResult.Refused refused => Of(refused.Reason),
        StartResult.NotAUser => 'X',
        StartResult.UnknownPerson => 'U',
        _ => '?',
    };

    private static char Of(Refusal reason) => reason switch
    {
        Refusal.NotFound => 'N',
        Refusal.NoPermission => 'P',
        Refusal.ReadOnly => 'R',
        Refusal.InSupport => 'I',
        Refusal.SupportEnded => 'E',
        Refusal.SignedOut => 'S',
        _ => '?',
    };

    private AppKey Key => Keys.For(_calendar, null);

    private IAccountApps Apps => _core.Get<IAccountApps>();

    private IAccountHistory History => _core.Get<IAccountHistory>();

    private ISupport Support => _core.Get<ISupport>();

    private IBreakGlass BreakGlass => _core.Get<IBreakGlass>();

    private static SupportRequest Request(string account) => new(account, SupportReasons.LostDevice, "4711", null, 30);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}

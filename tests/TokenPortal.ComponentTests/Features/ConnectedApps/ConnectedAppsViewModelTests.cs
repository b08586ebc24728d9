using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.ComponentTests.Features.ConnectedApps;

public sealed class ConnectedAppsViewModelTests
{
    private const string Subject = "subject-1";

    private static readonly Caller Who = new(Guid.NewGuid(), Subject);

    private readonly FakeTimeProvider _time = new(Apps.Now);
    private readonly FakeGrants _grants;
    private readonly FakeChanges _changes = new();
    private readonly ConnectedAppsReader _reader;
    private readonly AppRemoval _removal;
    private readonly ConnectedAppsViewModel _model;

    public ConnectedAppsViewModelTests()
    {
        _grants = new FakeGrants(_time) { Apps = { Apps.Named("Mail Mate"), Apps.Named("Notes") } };
        _reader = new ConnectedAppsReader(
            _grants, _changes, new FakeScopes(), new FakeScopeFacts(), _time,
            NullLogger<ConnectedAppsReader>.Instance);
        _removal = new AppRemoval(_grants, _time, NullLogger<AppRemoval>.Instance);
        _model = new ConnectedAppsViewModel(_reader, _changes, _time);
    }

    [Fact]
    public async Task Start_ListKeptAndStampEqual_ReadsNothing()
    {
        var kept = await PrerenderAsync();

        await _model.StartAsync(Who, kept, live: true, Dispatchers.Directly);

        Assert.Equal(1, _grants.Reads);
        Assert.Equal(2, _model.Removable.Count);
    }

    [Fact]
    public async Task Start_HintBetweenPrerenderingAndCircuit_ReadsAgain()
    {
        var kept = await PrerenderAsync();
        _grants.Apps.RemoveAt(0);
        await _changes.HintAsync();

        await _model.StartAsync(Who, kept, live: true, Dispatchers.Directly);

        Assert.Equal("Notes", Assert.Single(_model.Removable).Name);
    }

    [Fact]
    public async Task Read_HintWhileUnderWay_LeavesAnOlderStamp()
    {
        _grants.Gate = new TaskCompletionSource();
        var reading = _reader.ReadAsync(Who, TestContext.Current.CancellationToken);
        await _changes.HintAsync();
        _grants.Gate.SetResult();

        var snapshot = await reading;

        Assert.NotEqual(_changes.StampFor(Subject), snapshot.Stamp);
    }

    [Fact]
    public async Task Start_PrerenderingFailed_ReadsAgain()
    {
        _grants.Failure = GrantStoreFailure.NothingChanged;
        var kept = await PrerenderAsync();
        _grants.Failure = null;

        await _model.StartAsync(Who, kept, live: true, Dispatchers.Directly);

        Assert.Equal(ViewState.Ready, _model.State);
    }

    [Fact]
    public async Task Start_Prerendering_SubscribesToNothingAndPlansNoRetry()
    {
        _grants.Failure = GrantStoreFailure.NothingChanged;

        await _model.StartAsync(Who, kept: null, live: false, Dispatchers.Directly);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(0, _changes.Subscribers);
        Assert.Equal(1, _grants.Reads);
        Assert.Equal(ViewState.Failed, _model.State);
    }

    [Fact]
    public async Task Close_WhileLive_UnsubscribesAndReadsNoMore()
    {
        await StartAsync();

        _model.Close();
        await _model.RefreshAsync();

        Assert.Equal(0, _changes.Subscribers);
        Assert.Equal(1, _grants.Reads);
    }

    [Fact]
    public async Task Hint_WhileShown_ReadsAgainAndSaysWhatIsGone()
    {
        await StartAsync();
        var changed = 0;
        _model.Changed += () => changed++;
        _grants.Apps.RemoveAt(0);

        await _changes.HintAsync();

        Assert.Equal("Notes", Assert.Single(_model.Removable).Name);
        Assert.Equal("Mail Mate is no longer connected.", _model.Announcement);
        Assert.Equal(1, changed);
    }

    [Fact]
    public async Task Hint_NewConsent_SaysWhatIsNew()
    {
        await StartAsync();
        _grants.Apps.Add(Apps.Named("Photo Print"));

        await _changes.HintAsync();

        Assert.Equal("Photo Print was connected just now.", _model.Announcement);
    }

    [Fact]
    public async Task Hint_SeveralWhileReading_MakeOneMoreRead()
    {
        await StartAsync();
        var gate = _grants.Gate = new TaskCompletionSource();
        var reading = _model.RefreshAsync();

        var hints = new[] { _changes.HintAsync(), _changes.HintAsync(), _changes.HintAsync() };
        Assert.Equal(2, _grants.Reads);
        _grants.Gate = null;
        gate.SetResult();
        await Task.WhenAll([reading, .. hints]);

        Assert.Equal(3, _grants.Reads);
    }

    [Fact]
    public async Task Read_Fails_RecoversByItself()
    {
        _grants.Failure = GrantStoreFailure.NothingChanged;
        await StartAsync();
        Assert.Equal(ViewState.Failed, _model.State);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(2, _grants.Reads);
        _grants.Failure = null;
        _time.Advance(TimeSpan.FromSeconds(4));

        Assert.Equal(3, _grants.Reads);
        Assert.Equal(ViewState.Ready, _model.State);
    }

    [Fact]
    public async Task Read_FailsAfterSuccess_KeepsTheOlderListAsSuch()
    {
        await StartAsync();
        _grants.Failure = GrantStoreFailure.NothingChanged;

        await _model.RefreshAsync();

        Assert.Equal(ViewState.Ready, _model.State);
        Assert.True(_model.LastReadFailed);
        Assert.Equal(2, _model.Removable.Count);
    }

    [Fact]
    public async Task Read_NoApps_IsEmpty()
    {
        _grants.Apps.Clear();

        await StartAsync();

        Assert.Equal(ViewState.Empty, _model.State);
    }

    [Fact]
    public async Task Read_AppsOfEveryStanding_SetsThemApart()
    {
        _grants.Apps.AddRange(
        [
            Apps.Named("Workspace", AppStanding.FirstParty),
            Apps.Named("gone", AppStanding.Unregistered),
            Apps.Named("Old Game", AppStanding.RemovedByServer),
        ]);

        await StartAsync();

        Assert.Equal(["Mail Mate", "Notes", "gone"], _model.Removable.Select(app => app.Name));
        Assert.Equal("Workspace", Assert.Single(_model.FirstParty).Name);
        Assert.Equal("Old Game", Assert.Single(_model.Past).Name);
    }

    [Fact]
    public async Task Show_Done_PutsTheReceiptInTheCardsPlace()
    {
        await StartAsync();

        await RemoveAsync(_model.Removable[0]);

        Assert.Collection(_model.Items,
            item => Assert.Equal("Access removed for Mail Mate", Assert.IsType<ReceiptModel>(item).Title),
            item => Assert.Equal("Notes", Assert.IsType<AppCardModel>(item).Name));
        Assert.Equal("Access removed for Mail Mate. All of its access has ended.", _model.Announcement);
    }

    [Fact]
    public async Task Show_DoneButDatabaseAwayAfterwards_ShowsTheReceiptAndNotTheCard()
    {
        await StartAsync();
        var app = _model.Removable[1];
        var outcome = await _removal.RemoveAsync(Who, app, _model.PlaceOf(app));
        _grants.Failure = GrantStoreFailure.NothingChanged;

        await _model.ShowAsync(outcome, [app]);

        Assert.Collection(_model.Items,
            item => Assert.IsType<AppCardModel>(item),
            item => Assert.IsType<ReceiptModel>(item));
    }

    [Fact]
    public async Task Show_NothingToRemove_SaysSoAndReadsAgain()
    {
        await StartAsync();
        var app = _model.Removable[0];
        _grants.Apps.RemoveAt(0);

        await RemoveAsync(app);

        Assert.Equal("Mail Mate had no access any more. Nothing was left to remove.", _model.Notice);
        Assert.Equal("Notes", Assert.Single(_model.Removable).Name);
    }

    [Fact]
    public async Task Dismiss_LastReceipt_LeavesTheEmptyState()
    {
        _grants.Apps.RemoveAt(1);
        await StartAsync();
        await RemoveAsync(_model.Removable[0]);
        Assert.Equal(ViewState.Ready, _model.State);

        _model.Dismiss(Assert.IsType<ReceiptModel>(Assert.Single(_model.Items)));

        Assert.Equal(ViewState.Empty, _model.State);
    }

    private Task StartAsync() => _model.StartAsync(Who, kept: null, live: true, Dispatchers.Directly);

    private Task<ConnectedAppsSnapshot> PrerenderAsync() =>
        _reader.ReadAsync(Who, TestContext.Current.CancellationToken);

    private async Task RemoveAsync(AppCardModel app) =>
        await _model.ShowAsync(await _removal.RemoveAsync(Who, app, _model.PlaceOf(app)), [app]);
}

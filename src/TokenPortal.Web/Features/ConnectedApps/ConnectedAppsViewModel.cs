using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>
/// The state of one open page. Everything runs on the page's own dispatcher, so that no two things happen at once:
/// hints and timers come in through it.
/// </summary>
public sealed class ConnectedAppsViewModel
{
    /// <summary>
    /// How many cards are drawn at first, and more at each request. Not virtualized: cards differ in height and stand in
    /// columns, and for a screen reader and the page's own search there is then a list that ends, in its order.
    /// </summary>
    public const int Portion = 24;

    private readonly List<ReceiptModel> _receipts = [];
    private readonly ConnectedAppsReader _reader;
    private readonly IGrantChanges _changes;
    private readonly TimeProvider _time;
    private readonly LiveReads _reads;
    private Caller? _caller;
    private int _drawn = Portion;

    public ConnectedAppsViewModel(ConnectedAppsReader reader, IGrantChanges changes, TimeProvider time)
    {
        (_reader, _changes, _time) = (reader, changes, time);
        _reads = new LiveReads(ReadAsync, changes, time);
    }

    /// <summary>Raised on the dispatcher whenever there is something new to draw.</summary>
    public event Action? Changed;

    /// <summary>The list as it was last read with success; null before.</summary>
    public ConnectedAppsSnapshot? Snapshot { get; private set; }

    /// <summary>The last attempt to read failed. An older list is shown as such.</summary>
    public bool LastReadFailed { get; private set; }

    /// <summary>Why the list is not shown any more; null while it may be.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>What a screen reader is told; sighted people see it happen.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>A sentence about something that turned out to be done already, or null.</summary>
    public string? Notice { get; private set; }

    public AppsQuery Query { get; private set; } = AppsQuery.Everything;

    public AppSelection Selection { get; } = new();

    /// <summary>All apps that fit the query, in its order.</summary>
    public IReadOnlyList<AppCardModel> Matching { get; private set; } = [];

    /// <summary>Those that are drawn.</summary>
    public IReadOnlyList<AppCardModel> Shown => [.. Matching.Take(_drawn)];

    public int Hidden => Math.Max(0, Matching.Count - _drawn);

    /// <summary>There are apps, and none of them fits.</summary>
    public bool NothingFits => Query.Narrows && Matching.Count == 0;

    public IReadOnlyList<AppCardModel> Selected => Selection.Of(Shown);

    public IReadOnlyList<AppCardModel> Unused => Apps(app => app is { IsRemovable: true, Unused: true });

    public AppsSummary Summary => AppsSummary.Of(Removable, Now);

    public DateTimeOffset Now => _time.GetUtcNow();

    public IReadOnlyList<AppCardModel> Removable => Apps(app => app.IsRemovable);

    public IReadOnlyList<AppCardModel> FirstParty => Apps(app => app.Standing is AppStanding.FirstParty);

    public IReadOnlyList<AppCardModel> Past => Apps(app => app.Standing is AppStanding.RemovedByServer);

    public ViewState State => this switch
    {
        { Snapshot: null, LastReadFailed: true } => ViewState.Failed,
        { Snapshot: null } => ViewState.Loading,
        { Removable.Count: 0 } when _receipts.Count == 0 => ViewState.Empty,
        _ => ViewState.Ready,
    };

    /// <summary>Cards and receipts as they stand in the list: a receipt takes the place of its card.</summary>
    public IReadOnlyList<object> Items
    {
        get
        {
            List<object> items = [.. Shown];
            foreach (var receipt in _receipts.OrderBy(receipt => receipt.Place))
                items.Insert(Math.Min(receipt.Place, items.Count), receipt);
            return items;
        }
    }

    /// <summary>Begins to show an account's apps.</summary>
    /// <param name="kept">What prerendering read, when it was kept for this page.</param>
    /// <param name="live">False while prerendering: nothing is subscribed to that would have to be given back.</param>
    /// <param name="dispatch">Runs work on the page's dispatcher.</param>
    public async Task StartAsync(
        Caller caller, ConnectedAppsSnapshot? kept, bool live, Func<Func<Task>, Task> dispatch)
    {
        _caller = caller;
        _reads.Start(caller.Account, live, dispatch);
        if (kept is { Failed: false, Refusal: null }) Take(kept);

        // Subscribed first and compared then: whatever changed since the kept list was read is noticed by one of both.
        if (Snapshot is null || Snapshot.Stamp != _changes.StampFor(caller.Account)) await RefreshAsync();
    }

    /// <summary>Reads again. All calls while a read is under way make one more read after it.</summary>
    public Task RefreshAsync() => _reads.RefreshAsync();

    /// <summary>Puts a removal's outcome on the page and reads the list again.</summary>
    public Task ShowAsync(RemovalOutcome outcome, IReadOnlyCollection<AppCardModel> removed)
    {
        Notice = null;
        switch (outcome)
        {
            case RemovalOutcome.Done done:
                var keys = removed.Select(app => app.Key).ToHashSet();
                _receipts.Add(done.Receipt);
                // Gone at once, also if the database is away the next moment.
                Take(Snapshot! with { Apps = [.. Snapshot.Apps.Where(app => !keys.Contains(app.Key))] });
                Announcement = $"{done.Receipt.Title}. {done.Receipt.Lingering}";
                break;
            case RemovalOutcome.Nothing nothing:
                Announcement = Notice = nothing.Message;
                break;
        }
        Changed?.Invoke();
        return RefreshAsync();
    }

    /// <summary>Shows what an address asks for.</summary>
    public void Show(AppsQuery query)
    {
        if (query == Query) return;
        (Query, _drawn) = (query, Portion);
        Arrange();
    }

    public void ShowMore() => _drawn += Portion;

    /// <summary>Tells how the removal of several ended, and reads the list again.</summary>
    public Task ShowAsync(BulkRemoval removal)
    {
        var keys = removal.Gone.Select(app => app.Key).ToHashSet();
        Take(Snapshot! with { Apps = [.. Snapshot.Apps.Where(app => !keys.Contains(app.Key))] });
        Selection.SetAll(removal.Gone, on: false);
        if (removal.Gone.Count == removal.Apps.Count) Selection.Close();
        Announcement = Notice = BulkText.Summary(removal);
        Changed?.Invoke();
        return RefreshAsync();
    }

    /// <summary>Takes the mark off what its person knows by now.</summary>
    public void Know(Predicate<AppCardModel> which, string announcement)
    {
        Take(Snapshot! with
        {
            Apps = [.. Snapshot.Apps.Select(app => which(app) ? app with { IsNew = false } : app)],
        });
        Announcement = announcement;
    }

    /// <summary>Says a sentence that asks for nothing.</summary>
    public void Tell(string sentence) => Announcement = Notice = sentence;

    /// <summary>Where an app's card stands, receipts included.</summary>
    public int PlaceOf(AppCardModel app) => Math.Max(0, Items.ToList().FindIndex(item => item.Equals(app)));

    public void Dismiss(ReceiptModel receipt) => _receipts.Remove(receipt);

    public void DismissNotice() => Notice = null;

    /// <summary>Ends everything that could call back.</summary>
    public void Close() => _reads.Close();

    private async Task<bool> ReadAsync()
    {
        // Not cancelled with the page: the store's own time-outs bound it.
        var read = await _reader.ReadAsync(_caller!, CancellationToken.None);
        if (_reads.Closed) return true;
        Accept(read);
        Changed?.Invoke();
        return !read.Failed;
    }

    private void Accept(ConnectedAppsSnapshot read)
    {
        LastReadFailed = read.Failed;
        Refusal = read.Refusal;
        if (read.Failed || read.Refusal is not null) return;
        if (Snapshot is { } before) Announce(before, read);
        Take(read);
    }

    private void Take(ConnectedAppsSnapshot snapshot)
    {
        Snapshot = snapshot;
        Arrange();
    }

    private void Arrange() => Matching = AppsFinding.Find(Removable, Query);

    private void Announce(ConnectedAppsSnapshot before, ConnectedAppsSnapshot after)
    {
        var gone = Names(before.Apps, after.Apps).Select(ConnectedAppsText.RemovedElsewhere);
        var added = Names(after.Apps, before.Apps).Select(ConnectedAppsText.Added);
        if (string.Join(' ', gone.Concat(added)) is { Length: > 0 } news) Announcement = news;

        static IEnumerable<string> Names(IEnumerable<AppCardModel> these, IEnumerable<AppCardModel> notThese) =>
            these.Where(app => app.IsRemovable).ExceptBy(notThese.Select(app => app.Key), app => app.Key)
                .Select(app => app.Name);
    }

    private IReadOnlyList<AppCardModel> Apps(Func<AppCardModel, bool> which) =>
        [.. (Snapshot?.Apps ?? []).Where(which)];
}

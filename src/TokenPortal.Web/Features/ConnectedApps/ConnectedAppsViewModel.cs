using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>
/// The state of one open page. Everything runs on the page's own dispatcher, so that no two things happen at once:
/// hints and timers come in through it.
/// </summary>
public sealed class ConnectedAppsViewModel
{
    private readonly List<ReceiptModel> _receipts = [];
    private readonly ConnectedAppsReader _reader;
    private readonly IGrantChanges _changes;
    private readonly TimeProvider _time;
    private readonly LiveReads _reads;
    private string _subject = "";

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

    /// <summary>What a screen reader is told; sighted people see it happen.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>A sentence about something that turned out to be done already, or null.</summary>
    public string? Notice { get; private set; }

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
            List<object> items = [.. Removable];
            foreach (var receipt in _receipts.OrderBy(receipt => receipt.Place))
                items.Insert(Math.Min(receipt.Place, items.Count), receipt);
            return items;
        }
    }

    /// <summary>Begins to show a subject's apps.</summary>
    /// <param name="kept">What prerendering read, when it was kept for this page.</param>
    /// <param name="live">False while prerendering: nothing is subscribed to that would have to be given back.</param>
    /// <param name="dispatch">Runs work on the page's dispatcher.</param>
    public async Task StartAsync(
        string subject, ConnectedAppsSnapshot? kept, bool live, Func<Func<Task>, Task> dispatch)
    {
        _subject = subject;
        _reads.Start(subject, live, dispatch);
        if (kept is { Failed: false }) Snapshot = kept;

        // Subscribed first and compared then: whatever changed since the kept list was read is noticed by one of both.
        if (Snapshot is null || Snapshot.Stamp != _changes.StampFor(subject)) await RefreshAsync();
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
                Snapshot = Snapshot! with { Apps = [.. Snapshot.Apps.Where(app => !keys.Contains(app.Key))] };
                Announcement = $"{done.Receipt.Title}. {done.Receipt.Lingering}";
                break;
            case RemovalOutcome.Nothing nothing:
                Announcement = Notice = nothing.Message;
                break;
        }
        Changed?.Invoke();
        return RefreshAsync();
    }

    /// <summary>Where an app's card stands, receipts included.</summary>
    public int PlaceOf(AppCardModel app) => Math.Max(0, Items.ToList().FindIndex(item => item.Equals(app)));

    public void Dismiss(ReceiptModel receipt) => _receipts.Remove(receipt);

    public void DismissNotice() => Notice = null;

    /// <summary>Ends everything that could call back.</summary>
    public void Close() => _reads.Close();

    private async Task<bool> ReadAsync()
    {
        // Not cancelled with the page: the store's own time-outs bound it.
        var read = await _reader.ReadAsync(_subject, CancellationToken.None);
        if (_reads.Closed) return true;
        Accept(read);
        Changed?.Invoke();
        return !read.Failed;
    }

    private void Accept(ConnectedAppsSnapshot read)
    {
        LastReadFailed = read.Failed;
        if (read.Failed) return;
        if (Snapshot is { } before) Announce(before, read);
        Snapshot = read;
    }

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

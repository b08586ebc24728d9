using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.History;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>The state of one open page of an app. Everything runs on the page's own dispatcher.</summary>
public sealed class OneAppViewModel
{
    private readonly OneAppReader _reader;
    private readonly IGrantChanges _changes;
    private readonly TimeProvider _time;
    private readonly LiveReads _reads;
    private Caller? _caller;
    private string _server = "";

    public OneAppViewModel(OneAppReader reader, IGrantChanges changes, TimeProvider time)
    {
        (_reader, _changes, _time) = (reader, changes, time);
        _reads = new LiveReads(ReadAsync, changes, time);
    }

    /// <summary>Raised on the dispatcher whenever there is something new to draw.</summary>
    public event Action? Changed;

    /// <summary>The app's address, as it was asked for.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The app as it was last read with success; null before.</summary>
    public OneAppSnapshot? Snapshot { get; private set; }

    /// <summary>The last attempt to read failed. What was read before is shown as such.</summary>
    public bool LastReadFailed { get; private set; }

    /// <summary>Why the app is not shown; null while it may be.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>What a screen reader is told; sighted people see it happen.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>A sentence about what was done, or turned out to be done already; null when there is none.</summary>
    public string? Notice { get; private set; }

    /// <summary>Stands in the place of everything once the app was removed here.</summary>
    public ReceiptModel? Receipt { get; private set; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public OneAppModel? App => Snapshot?.App;

    /// <summary>It was shown, and somebody took its access away meanwhile.</summary>
    public bool IsGone => App is not null && Refusal is Core.Access.Refusal.NotFound;

    public IReadOnlyList<HistoryDay> Timeline =>
        [.. (Snapshot?.Timeline ?? []).GroupBy(row => row.Day).Select(day => new HistoryDay(day.Key, [.. day]))];

    public ViewState State => this switch
    {
        { Snapshot: null, LastReadFailed: true } => ViewState.Failed,
        { Snapshot: null } => ViewState.Loading,
        _ => ViewState.Ready,
    };

    /// <summary>Begins to show an account's app.</summary>
    /// <param name="key">The app's address, as it was asked for.</param>
    /// <param name="server">What the app has access to, in words.</param>
    /// <param name="kept">What prerendering read, when it was kept for this page.</param>
    /// <param name="live">False while prerendering: nothing is subscribed to that would have to be given back.</param>
    /// <param name="dispatch">Runs work on the page's dispatcher.</param>
    public async Task StartAsync(
        Caller caller, string key, string server, OneAppSnapshot? kept, bool live, Func<Func<Task>, Task> dispatch)
    {
        (_caller, Key, _server) = (caller, key, server);
        _reads.Start(caller.Account, live, dispatch);
        // A first visit is prerendered before anybody knows the browser's zone.
        if (kept is { App: not null } && kept.Key == Key && kept.Zone == PersonZone.Current.Id) Snapshot = kept;

        // Subscribed first and compared then: whatever changed since the kept app was read is noticed by one of both.
        if (Snapshot is null || Snapshot.Stamp != _changes.StampFor(caller.Account)) await RefreshAsync();
    }

    /// <summary>Shows another app in the same page.</summary>
    public Task ShowAsync(string key)
    {
        if (key == Key) return Task.CompletedTask;
        (Key, Snapshot, Refusal, Receipt, Notice, Announcement) = (key, null, null, null, null, "");
        Changed?.Invoke();
        return RefreshAsync();
    }

    /// <summary>Reads again. All calls while a read is under way make one more read after it.</summary>
    public Task RefreshAsync() => _reads.RefreshAsync();

    /// <summary>Puts an outcome on the page and reads again.</summary>
    /// <param name="without">The app without what was taken from it: gone at once, also if the database is away then.</param>
    public Task ShowAsync(RemovalOutcome outcome, Func<OneAppModel, OneAppModel> without)
    {
        switch (outcome)
        {
            case RemovalOutcome.Done done:
                (Receipt, Notice) = (done.Receipt, null);
                Announcement = $"{done.Receipt.Title}. {done.Receipt.Lingering}";
                break;
            case RemovalOutcome.Narrowed narrowed:
                if (Snapshot is { App: { } app } read) Snapshot = read with { App = without(app) };
                Announcement = Notice = narrowed.Message;
                break;
            case RemovalOutcome.Nothing nothing:
                Announcement = Notice = nothing.Message;
                break;
        }

        Changed?.Invoke();
        return RefreshAsync();
    }

    public void PutNoticeAway() => Notice = null;

    /// <summary>Ends everything that could call back.</summary>
    public void Close() => _reads.Close();

    private async Task<bool> ReadAsync()
    {
        // The receipt says all that there is to say.
        if (Receipt is not null) return true;

        // Not cancelled with the page: the store's own time-outs bound it.
        var read = await _reader.ReadAsync(_caller!, Key, _server, Now, CancellationToken.None);
        if (_reads.Closed || Receipt is not null || read.Key != Key) return true;
        Accept(read);
        Changed?.Invoke();
        return !read.Failed;
    }

    private void Accept(OneAppSnapshot read)
    {
        LastReadFailed = read.Failed;
        if (read.Failed) return;

        Refusal = read.Refusal;
        if (IsGone) Announcement = OneAppText.Gone(App!.Card.Name);
        if (read.App is not { } after) return;

        if (App is { } before && !HasSame(before, after)) Announcement = OneAppText.Changed(after.Card.Name);
        Snapshot = read;
    }

    private static bool HasSame(OneAppModel before, OneAppModel after) =>
        before.Permissions.Select(permission => permission.Words.Scope)
            .SequenceEqual(after.Permissions.Select(permission => permission.Words.Scope))
        && before.Devices.Select(device => device.Id).ToHashSet()
            .SetEquals(after.Devices.Select(device => device.Id));
}

using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.History;

/// <summary>The state of one open history page. Everything runs on the page's own dispatcher.</summary>
public sealed class HistoryViewModel
{
    private readonly HistoryReader _reader;
    private readonly IGrantChanges _changes;
    private readonly TimeProvider _time;
    private readonly LiveReads _reads;
    private Caller? _caller;
    private string _server = "";

    public HistoryViewModel(HistoryReader reader, IGrantChanges changes, TimeProvider time)
    {
        (_reader, _changes, _time) = (reader, changes, time);
        _reads = new LiveReads(ReadAsync, changes, time);
    }

    /// <summary>Raised on the dispatcher whenever there is something new to draw.</summary>
    public event Action? Changed;

    /// <summary>What the reader filters by.</summary>
    public HistoryQuery Query { get; private set; } = HistoryQuery.Everything;

    /// <summary>The entries as they were last read with success; null before.</summary>
    public HistorySnapshot? Snapshot { get; private set; }

    /// <summary>The last attempt to read failed. Older entries are shown as such.</summary>
    public bool LastReadFailed { get; private set; }

    /// <summary>Why the history is not shown any more; null while it may be.</summary>
    public Refusal? Refusal { get; private set; }

    public bool LoadingMore { get; private set; }

    public bool MoreFailed { get; private set; }

    /// <summary>What a screen reader is told; sighted people see it happen.</summary>
    public string Announcement { get; private set; } = "";

    public bool HasMore => Shown?.Next is not null;

    public IReadOnlyList<HistoryAppModel> Apps => Snapshot?.Apps ?? [];

    public DateOnly Today => DateWords.Day(_time.GetUtcNow());

    public IReadOnlyList<HistoryDay> Days =>
        [.. (Shown?.Rows ?? []).GroupBy(row => row.Day).Select(day => new HistoryDay(day.Key, [.. day]))];

    public ViewState State => this switch
    {
        { Shown: null, LastReadFailed: true } => ViewState.Failed,
        { Shown: null } => ViewState.Loading,
        { Shown.Rows.Count: 0 } => ViewState.Empty,
        _ => ViewState.Ready,
    };

    // What was read for another filter is kept for its list of apps, and not shown.
    private HistorySnapshot? Shown => Snapshot is { } read && read.Query == Query ? read : null;

    /// <summary>Begins to show a person's history.</summary>
    /// <param name="server">What the apps have access to, in words.</param>
    /// <param name="kept">What prerendering read, when it was kept for this page.</param>
    /// <param name="live">False while prerendering: nothing is subscribed to that would have to be given back.</param>
    /// <param name="dispatch">Runs work on the page's dispatcher.</param>
    public async Task StartAsync(
        Caller caller, string server, HistoryQuery query, HistorySnapshot? kept, bool live,
        Func<Func<Task>, Task> dispatch)
    {
        (_caller, _server, Query) = (caller, server, query);
        _reads.Start(caller.Account, live, dispatch);
        // A first visit is prerendered before anybody knows the browser's zone.
        if (kept is { Failed: false, Refusal: null } && kept.Zone == PersonZone.Current.Id) Snapshot = kept;

        // Subscribed first and compared then: whatever came since the kept entries were read is noticed by one of both.
        if (Shown is null || Shown.Stamp != _changes.StampFor(caller.Account)) await RefreshAsync();
    }

    /// <summary>Filters by something else.</summary>
    public Task ShowAsync(HistoryQuery query)
    {
        if (query == Query) return Task.CompletedTask;
        (Query, Announcement, MoreFailed) = (query, "", false);
        Changed?.Invoke();
        return RefreshAsync();
    }

    /// <summary>Reads the newest entries again.</summary>
    public Task RefreshAsync() => _reads.RefreshAsync();

    /// <summary>Reads the next page behind what is shown.</summary>
    public async Task ShowMoreAsync()
    {
        // A double click loads once.
        if (LoadingMore || Shown is not { Next: { } next } shown) return;
        (LoadingMore, MoreFailed) = (true, false);
        Changed?.Invoke();
        var older = await _reader.ReadAsync(_caller!, _server, shown.Query, next, CancellationToken.None);
        LoadingMore = false;
        MoreFailed = older.Failed || older.Refusal is not null;
        // A hint may have put newer entries on top meanwhile: the page still belongs behind the same entry.
        if (!MoreFailed && Shown is { } now && now.Next == next) Snapshot = now.With(older);
        if (!_reads.Closed) Changed?.Invoke();
    }

    /// <summary>Ends everything that could call back.</summary>
    public void Close() => _reads.Close();

    private async Task<bool> ReadAsync()
    {
        // Not cancelled with the page: the store's own time-outs bound it.
        var read = await _reader.ReadAsync(_caller!, _server, Query, before: null, CancellationToken.None);
        if (_reads.Closed) return true;
        LastReadFailed = read.Failed;
        Refusal = read.Refusal;
        if (!read.Failed && read.Refusal is null) Accept(read);
        Changed?.Invoke();
        return !read.Failed;
    }

    private void Accept(HistorySnapshot read)
    {
        if (Snapshot is { } before && before.Query == read.Query)
        {
            var news = read.Rows.Select(row => row.Seq).Except(before.Rows.Select(row => row.Seq)).ToHashSet();
            var newest = before.Rows.Count > 0 ? before.Rows[0].At : DateTimeOffset.MinValue;
            var sentences = read.Rows.Where(row => news.Contains(row.Seq) && row.At >= newest).Select(row => row.Sentence);
            if (string.Join(' ', sentences) is { Length: > 0 } text) Announcement = text;
            Snapshot = read.Over(before);
        }
        else
        {
            if (Snapshot is not null) Announcement = HistoryText.Found(read.Rows.Count, read.Next is not null);
            Snapshot = read;
        }
    }
}

using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>The state of one open page. Everything runs on the page's own dispatcher.</summary>
public sealed class SessionsViewModel
{
    private readonly SessionsReader _reader;
    private readonly IGrantChanges _changes;
    private readonly TimeProvider _time;
    private readonly LiveReads _reads;
    private Caller _caller = new(Guid.Empty, "");

    public SessionsViewModel(SessionsReader reader, IGrantChanges changes, TimeProvider time)
    {
        (_reader, _changes, _time) = (reader, changes, time);
        _reads = new LiveReads(ReadAsync, changes, time);
    }

    /// <summary>Raised on the dispatcher whenever there is something new to draw.</summary>
    public event Action? Changed;

    /// <summary>The list as it was last read with success; null before.</summary>
    public SessionsSnapshot? Snapshot { get; private set; }

    /// <summary>The last attempt to read failed. An older list is shown as such.</summary>
    public bool LastReadFailed { get; private set; }

    /// <summary>What a screen reader is told; sighted people see it happen.</summary>
    public string Announcement { get; private set; } = "";

    /// <summary>A sentence about what was done, until it is put away.</summary>
    public string? Receipt { get; private set; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public IReadOnlyList<SessionModel> Sessions => Snapshot?.Sessions ?? [];

    public SessionModel? Own => Sessions.FirstOrDefault(session => session.IsThis);

    public bool HasOthers => Sessions.Any(session => !session.IsThis);

    public ViewState State => this switch
    {
        { Snapshot: null, LastReadFailed: true } => ViewState.Failed,
        { Snapshot: null } => ViewState.Loading,
        _ => ViewState.Ready,
    };

    /// <summary>Begins to show a person's sign-ins.</summary>
    /// <param name="kept">What prerendering read, when it was kept for this page.</param>
    /// <param name="live">False while prerendering: nothing is subscribed to that would have to be given back.</param>
    /// <param name="dispatch">Runs work on the page's dispatcher.</param>
    public async Task StartAsync(Caller caller, SessionsSnapshot? kept, bool live, Func<Func<Task>, Task> dispatch)
    {
        _caller = caller;
        _reads.Start(caller.Account, live, dispatch);
        if (kept is { Failed: false }) Snapshot = kept;

        // Subscribed first and compared then: whatever changed since the kept list was read is noticed by one of both.
        if (Snapshot is null || Snapshot.Stamp != _changes.StampFor(caller.Account)) await RefreshAsync();
    }

    /// <summary>Reads again.</summary>
    public Task RefreshAsync() => _reads.RefreshAsync();

    /// <summary>Tells what was done, and takes it off the list at once, also if the database is away the next moment.</summary>
    public Task ShowAsync(SessionEndOutcome.Done done, Func<SessionModel, bool> ended)
    {
        Receipt = Announcement = done.Message;
        if (Snapshot is { } read) Snapshot = read with { Sessions = [.. read.Sessions.Where(session => !ended(session))] };
        Changed?.Invoke();
        return RefreshAsync();
    }

    public void PutReceiptAway() => Receipt = null;

    /// <summary>Ends everything that could call back.</summary>
    public void Close() => _reads.Close();

    private async Task<bool> ReadAsync()
    {
        // Not cancelled with the page: the store's own time-outs bound it.
        var read = await _reader.ReadAsync(_caller, CancellationToken.None);
        if (_reads.Closed) return true;
        LastReadFailed = read.Failed;
        if (!read.Failed) Accept(read);
        Changed?.Invoke();
        return !read.Failed;
    }

    private void Accept(SessionsSnapshot read)
    {
        if (Snapshot is { } before)
        {
            var added = read.Sessions.ExceptBy(before.Sessions.Select(session => session.Id), session => session.Id).Count();
            if (added > 0) Announcement = SessionsText.News(added);
        }

        Snapshot = read;
    }
}

using Microsoft.AspNetCore.Components;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Support;

/// <summary>Tells a person on every page that support is looking, and ends it with one click.</summary>
public sealed partial class SupportNotice : LivePart, IDisposable
{
    private IReadOnlyList<SupportSession> _sessions = [];
    private string? _message;
    private Viewer? _viewer;
    private IDisposable? _subscription;

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required ISupport Support { get; set; }

    [Inject]
    public required IGrantChanges Changes { get; set; }

    [Inject]
    public required ILogger<SupportNotice> Logger { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        // The supporter has a banner of their own.
        if (_viewer is not { Support: null }) return;

        if (RendererInfo.IsInteractive)
            _subscription = Changes.Subscribe(_viewer.Caller.Account, () => BringInAsync(LoadAsync));
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            _sessions = await Support.FindAtAccountAsync(_viewer!.Caller, CancellationToken.None) is
                AccessResult<IReadOnlyList<SupportSession>>.Done done ? done.Value : [];
            if (_sessions.Count > 0) _message = null;
        }
        catch (GrantStoreException exception)
        {
            // A notice that was there stays: nobody knows that it is over.
            Log.ReadFailed(Logger, exception.Failure);
        }

        StateHasChanged();
    }

    private async Task EndAsync(SupportSession session)
    {
        try
        {
            var result = await Support.EndAsOwnerAsync(_viewer!.Caller, session.Id, CancellationToken.None);
            _message = result.Refusal is { } refusal ? RefusalText.Sentence(refusal) : SupportText.Ended;
            await LoadAsync();
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(Logger, exception.Failure);
            _message = ((RemovalOutcome.Failed)RemovalOutcome.From(exception.Failure)).Message;
        }
    }
}

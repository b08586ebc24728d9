using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>The list of apps with access to the signed-in person's account.</summary>
public sealed partial class ConnectedAppsPage : LivePart, IDisposable
{
    private Viewer? _viewer;
    private bool _asking;
    private ElementReference _heading;

    /// <summary>What prerendering read, so that the live page neither reads it again nor shows a gap.</summary>
    [PersistentState]
    public ConnectedAppsSnapshot? Kept { get; set; }

    [Inject]
    public required ConnectedAppsViewModel Model { get; set; }

    [Inject]
    public required AppRemoval Removal { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required IOptions<PortalOptions> Portal { get; set; }

    private string ServerName => ServerText.Of(Portal.Value, _viewer?.Support);

    private bool InSupport => _viewer is { Support: not null };

    public void Dispose()
    {
        Model.Changed -= OnChanged;
        Model.Close();
    }

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        if (_viewer is null) return;
        Model.Changed += OnChanged;
        await Model.StartAsync(_viewer.Caller, Kept, RendererInfo.IsInteractive, BringInAsync);
    }

    private void OnChanged()
    {
        Kept = Model.Snapshot;
        StateHasChanged();
    }

    private Task RemoveAsync(AppCardModel app) => AskAsync(
        RemovalQuestion.About(app, ServerName, Model.Now, isOwn: !InSupport),
        () => Removal.RemoveAsync(_viewer!.Caller, app, Model.PlaceOf(app)),
        [app]);

    private Task RemoveAllAsync() => AskAsync(
        RemovalQuestion.About(Model.Removable, ServerName, Model.Now),
        () => Removal.RemoveAllAsync(_viewer!.Caller),
        Model.Removable);

    private async Task AskAsync(
        RemovalQuestion question, Func<Task<RemovalOutcome>> remove, IReadOnlyCollection<AppCardModel> apps)
    {
        // A double click on a card asks once.
        if (_asking) return;
        _asking = true;
        try
        {
            if (await Dialogs.AskAsync(question, remove) is { } outcome) await Model.ShowAsync(outcome, apps);
        }
        finally
        {
            _asking = false;
        }
    }

    private async Task DismissAsync(ReceiptModel receipt)
    {
        Model.Dismiss(receipt);
        await _heading.FocusAsync();
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>All about one app with access to the signed-in person's account.</summary>
public sealed partial class OneAppPage : LivePart, IDisposable
{
    private Viewer? _viewer;
    private bool _asking;
    private ElementReference _permissions;
    private ElementReference _devices;

    /// <summary>What prerendering read, so that the live page neither reads it again nor shows a gap.</summary>
    [PersistentState]
    public OneAppSnapshot? Kept { get; set; }

    /// <summary>The app's opaque address.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Inject]
    public required OneAppViewModel Model { get; set; }

    [Inject]
    public required AppRemoval Removal { get; set; }

    [Inject]
    public required AppNarrowing Narrowing { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required IOptions<PortalOptions> Portal { get; set; }

    private string ServerName => ServerText.Of(Portal.Value, _viewer?.Support);

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
        await Model.StartAsync(_viewer.Caller, Key, ServerName, Kept, RendererInfo.IsInteractive, BringInAsync);
    }

    // A step back in the browser can lead from one app's page to another's.
    protected override Task OnParametersSetAsync() => Model.Key.Length > 0 ? Model.ShowAsync(Key) : Task.CompletedTask;

    private void OnChanged()
    {
        Kept = Model.Snapshot;
        StateHasChanged();
    }

    private bool CanNarrow(OneAppModel app) =>
        app is { CanNarrow: true, Card.IsRemovable: true } && _viewer is { Support: null };

    private string? WhyNotNarrow(OneAppModel app) => app switch
    {
        { Card.Standing: AppStanding.FirstParty } => OneAppText.FirstParty(ServerName),
        { Card.IsRemovable: false } => null,
        _ when _viewer?.Support is { } support => OneAppText.OnlyWholeApp(support.AccountLabel),
        { CanNarrow: false } => OneAppText.CannotNarrow,
        _ => null,
    };

    private Task RemoveAppAsync(OneAppModel app) => AskAsync(
        RemovalQuestion.About(app.Card, ServerName, Model.Now, isOwn: _viewer is { Support: null }),
        viewer => Removal.RemoveAsync(viewer.Caller, app.Card, place: 0),
        shown => shown,
        // The receipt takes the focus by itself.
        focus: null);

    private Task RemoveAsync(AppPermissionModel permission) => AskAsync(
        NarrowingQuestion.About(permission, Model.App!, Model.Now),
        viewer => Narrowing.RemoveAsync(viewer.Caller, Model.App!, permission),
        shown => shown with
        {
            Permissions = [.. shown.Permissions.Where(other => other.Words.Scope != permission.Words.Scope)],
        },
        () => _permissions.FocusAsync());

    private Task EndAsync(DeviceModel device) => AskAsync(
        NarrowingQuestion.About(device, Model.App!, Model.Now),
        viewer => Narrowing.EndAsync(viewer.Caller, Model.App!, device),
        shown => shown with { Devices = [.. shown.Devices.Where(other => other.Id != device.Id)] },
        () => _devices.FocusAsync());

    /// <param name="focus">Where one goes on: the button that was pressed may be gone with its row.</param>
    private async Task AskAsync(
        RemovalQuestion question, Func<Viewer, Task<RemovalOutcome>> remove, Func<OneAppModel, OneAppModel> without,
        Func<ValueTask>? focus)
    {
        // A double click asks once.
        if (_asking || _viewer is not { } viewer) return;
        _asking = true;
        try
        {
            if (await Dialogs.AskAsync(question, () => remove(viewer)) is not { } outcome) return;
            await Model.ShowAsync(outcome, without);
            if (focus is not null && Model is { App: not null, IsGone: false }) await focus();
        }
        finally
        {
            _asking = false;
        }
    }
}

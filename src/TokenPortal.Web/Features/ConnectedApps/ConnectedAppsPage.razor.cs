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
    // What is kept travels to the browser and back in one message, which has a limit.
    private const int MostKept = 100;

    /// <summary>More than a screen shows at first. The live page draws the rest a moment later, and all of it anew.</summary>
    internal const int MostPrerendered = 12;

    private Viewer? _viewer;
    private bool _asking;
    private BulkRemoval? _bulk;
    private ElementReference _heading;

    /// <summary>What prerendering read, so that the live page neither reads it again nor shows a gap.</summary>
    [PersistentState]
    public ConnectedAppsSnapshot? Kept { get; set; }

    [SupplyParameterFromQuery(Name = AppsQuery.SearchParameter)]
    public string? Search { get; set; }

    [SupplyParameterFromQuery(Name = AppsQuery.OrderParameter)]
    public string? Order { get; set; }

    [SupplyParameterFromQuery(Name = AppsQuery.FilterParameter)]
    public string[]? Filters { get; set; }

    [Inject]
    public required ConnectedAppsViewModel Model { get; set; }

    [Inject]
    public required AppRemoval Removal { get; set; }

    [Inject]
    public required NewApps NewApps { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    [Inject]
    public required IOptions<PortalOptions> Portal { get; set; }

    private string ServerName => ServerText.Of(Portal.Value, _viewer?.Support);

    private bool InSupport => _viewer is { Support: not null };

    private bool IsOwner => _viewer is { Support: null };

    private IEnumerable<object> Drawn => RendererInfo.IsInteractive ? Model.Items : Model.Items.Take(MostPrerendered);

    private AppsQuery Asked => AppsQuery.Parse(Search, Order, Filters);

    private EventCallback<AppCardModel> OnKnow =>
        IsOwner ? EventCallback.Factory.Create<AppCardModel>(this, KnowAsync) : default;

    public void Dispose()
    {
        Model.Changed -= OnChanged;
        Model.Close();
        _ = _bulk?.StopAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        if (_viewer is null) return;
        Model.Changed += OnChanged;
        Model.Show(Asked);
        await Model.StartAsync(_viewer.Caller, Kept, RendererInfo.IsInteractive, BringInAsync);
    }

    // The address is where the query stands: choosing, going back and a link all come by here.
    protected override void OnParametersSet() => Model.Show(Asked);

    private void Show(AppsQuery query) => Navigation.NavigateTo(query.ToAddress());

    private void ShowEverything() => Show(AppsQuery.Everything with { Order = Model.Query.Order });

    private void OnChanged()
    {
        Kept = Model.Snapshot is { Apps.Count: <= MostKept } snapshot ? snapshot : null;
        StateHasChanged();
    }

    private async Task KnowAsync(AppCardModel app)
    {
        if (await NewApps.KnowAsync(_viewer!.Caller, app) is { } problem) Model.Tell(problem);
        else Model.Know(known => known.Key == app.Key, NewAppsText.Known(app.Name));
        await _heading.FocusAsync();
    }

    private async Task KnowAllAsync()
    {
        if (await NewApps.KnowAllAsync(_viewer!.Caller, Model.Snapshot!.ReadAt) is { } problem) Model.Tell(problem);
        else Model.Know(_ => true, NewAppsText.AllKnown);
        await _heading.FocusAsync();
    }

    private async Task CloseSelectionAsync()
    {
        Model.Selection.Close();
        await _heading.FocusAsync();
    }

    private Task RemoveSelectedAsync() =>
        RemoveSeveralAsync(Model.Selected, BulkText.Title(Model.Selected.Count), app => app.Name);

    private Task RemoveUnusedAsync() => RemoveSeveralAsync(
        Model.Unused, BulkText.UnusedTitle(Model.Unused.Count), app => BulkText.WithLastSeen(app, Model.Now));

    private async Task RemoveSeveralAsync(
        IReadOnlyList<AppCardModel> apps, string title, Func<AppCardModel, string> names)
    {
        if (_asking || apps.Count == 0) return;
        _asking = true;
        try
        {
            _bulk = new BulkRemoval(apps, app => Removal.RemoveAsync(_viewer!.Caller, app, place: 0));
            await Dialogs.AskAsync(RemovalQuestion.AboutSome(apps, title, names, ServerName, Model.Now), _bulk);
            if (_bulk.Stage is BulkStage.Asking) return;
            await Model.ShowAsync(_bulk);
            await _heading.FocusAsync();
        }
        finally
        {
            _asking = false;
        }
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

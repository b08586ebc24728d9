using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.History;

/// <summary>What happened to the signed-in person's connected apps.</summary>
public sealed partial class HistoryPage : LivePart, IDisposable
{
    private bool _started;
    private Viewer? _viewer;

    /// <summary>What prerendering read, so that the live page neither reads it again nor shows a gap.</summary>
    [PersistentState]
    public HistorySnapshot? Kept { get; set; }

    [SupplyParameterFromQuery(Name = HistoryQuery.AppParameter)]
    public string? App { get; set; }

    [SupplyParameterFromQuery(Name = HistoryQuery.GroupParameter)]
    public string? Group { get; set; }

    [SupplyParameterFromQuery(Name = HistoryQuery.PeriodParameter)]
    public string? Period { get; set; }

    [Inject]
    public required HistoryViewModel Model { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IOptions<PortalOptions> Portal { get; set; }

    private string ServerName => ServerText.Of(Portal.Value, _viewer?.Support);

    private HistoryQuery Asked => HistoryQuery.Parse(App, Group, Period);

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
        _started = true;
        await Model.StartAsync(
            _viewer.Caller, ServerName, Asked, Kept, RendererInfo.IsInteractive, BringInAsync);
    }

    // The address is where the filter stands: choosing, going back and a link all come by here.
    protected override Task OnParametersSetAsync() => _started ? Model.ShowAsync(Asked) : Task.CompletedTask;

    private void Show(HistoryQuery query) => Navigation.NavigateTo(query.ToAddress());

    private void OnChanged()
    {
        Kept = Model.Snapshot;
        StateHasChanged();
    }
}

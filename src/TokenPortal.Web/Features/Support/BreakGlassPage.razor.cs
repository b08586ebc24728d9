using Microsoft.AspNetCore.Components;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Support;

/// <summary>Where a second staff member answers requests to open closed accounts.</summary>
public sealed partial class BreakGlassPage : LivePart, IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private IReadOnlyList<BreakGlassRequest> _requests = [];
    private ViewState _state = ViewState.Loading;
    private Refusal? _refusal;
    private bool _needsSignIn;
    private string _announcement = "";
    private Viewer? _viewer;
    private ITimer? _timer;

    [SupplyParameterFromQuery(Name = "problem")]
    public string? Problem { get; set; }

    [Inject]
    public required IBreakGlass BreakGlass { get; set; }

    [Inject]
    public required IAccess Access { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required ILogger<BreakGlassPage> Logger { get; set; }

    public void Dispose() => _timer?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        if (_viewer is null) return;
        await LoadAsync();
        // Requests are for all staff, and hints are for one subject each: this page asks.
        if (RendererInfo.IsInteractive) _timer = Time.CreateTimer(_ => _ = BringInAsync(LoadAsync), null, Every, Every);
    }

    private async Task LoadAsync()
    {
        try
        {
            await ReadAsync(_viewer!.Caller);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(Logger, exception.Failure);
            _state = ViewState.Failed;
        }

        StateHasChanged();
    }

    private async Task ReadAsync(Caller caller)
    {
        var open = await BreakGlass.ListOpenAsync(caller, CancellationToken.None);
        _refusal = open.Refusal;
        if (open is not AccessResult<IReadOnlyList<BreakGlassRequest>>.Done { Value: var requests }) return;

        _needsSignIn = await Access.DecideAsync(caller, Operation.AnswerBreakGlass, CancellationToken.None)
            is Decision.Refused;
        if (requests.ExceptBy(_requests.Select(known => known.Id), each => each.Id).FirstOrDefault() is { } added)
            _announcement = SupportText.Request(added);
        _requests = requests;
        _state = requests.Count > 0 ? ViewState.Ready : ViewState.Empty;
    }
}

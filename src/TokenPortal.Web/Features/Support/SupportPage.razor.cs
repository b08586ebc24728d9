using Microsoft.AspNetCore.Components;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Support;

/// <summary>Where staff find a user and state why they want to look.</summary>
public sealed partial class SupportPage : IDisposable
{
    private IReadOnlyList<SupportedPerson> _people = [];
    private IReadOnlyList<BreakGlassRequest> _own = [];
    private ViewState _state = ViewState.Loading;
    private Refusal? _refusal;
    private Refusal? _start;
    private Viewer? _viewer;
    private IDisposable? _subscription;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "problem")]
    public string? Problem { get; set; }

    [Inject]
    public required ISupport Support { get; set; }

    [Inject]
    public required IBreakGlass BreakGlass { get; set; }

    [Inject]
    public required IAccess Access { get; set; }

    [Inject]
    public required IGrantChanges Changes { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required ILogger<SupportPage> Logger { get; set; }

    public void Dispose() => _subscription?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        if (_viewer is null) return;
        // An answer to an own request comes as a hint.
        if (RendererInfo.IsInteractive)
            _subscription = Changes.Subscribe(_viewer.User.Subject, () => InvokeAsync(LoadAsync));
        await LoadAsync();
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
        var found = await Support.FindAsync(caller, Query ?? "", CancellationToken.None);
        _refusal = found.Refusal;
        if (found is not AccessResult<IReadOnlyList<SupportedPerson>>.Done { Value: var people }) return;

        _start = await Access.DecideAsync(caller, Operation.StartSupport, CancellationToken.None) is
            Decision.Refused refused ? refused.Reason : null;
        _own = await BreakGlass.ListOwnAsync(caller, CancellationToken.None) is
            AccessResult<IReadOnlyList<BreakGlassRequest>>.Done own ? own.Value : [];
        _people = people;
        _state = people.Count > 0 ? ViewState.Ready : ViewState.Empty;
    }

    private BreakGlassRequest? ApprovalFor(SupportedPerson person) =>
        _own.FirstOrDefault(request => request.Subject == person.Subject && request.Approved == true);
}

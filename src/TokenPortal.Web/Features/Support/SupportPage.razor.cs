using Microsoft.AspNetCore.Components;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Features.Support;

/// <summary>Where staff find a user and state why they want to look.</summary>
public sealed partial class SupportPage
{
    private IReadOnlyList<SupportedPerson> _people = [];
    private IReadOnlyList<BreakGlassRequest> _own = [];
    private bool _failed;
    private Refusal? _refusal;
    private Refusal? _start;

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
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required ILogger<SupportPage> Logger { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await Viewers.GetAsync() is not { } viewer) return;
        try
        {
            await ReadAsync(viewer.Caller);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(Logger, exception.Failure);
            _failed = true;
        }
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
    }

    private BreakGlassRequest? ApprovalFor(SupportedPerson person) =>
        _own.FirstOrDefault(request => request.Subject == person.Subject && request.Approved == true);
}

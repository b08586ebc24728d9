using Microsoft.AspNetCore.Components;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Support;

/// <summary>Stands over every page of a support session: who looks at whose page, and for how long.</summary>
public sealed partial class SupportBanner : LivePart, IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WarnBefore = TimeSpan.FromMinutes(2);

    private Viewer? _viewer;
    private bool _endedEarly;
    private ITimer? _clock;
    private IDisposable? _subscription;

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required IAccess Access { get; set; }

    [Inject]
    public required IGrantChanges Changes { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    private bool IsOver => _endedEarly || _viewer!.Support!.EndsAt <= Time.GetUtcNow();

    private bool EndsSoon => !IsOver && _viewer!.Support!.EndsAt - Time.GetUtcNow() <= WarnBefore;

    public void Dispose()
    {
        _clock?.Dispose();
        _subscription?.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        if (_viewer is not { Support: { } support }) return;

        await CheckAsync();
        if (!RendererInfo.IsInteractive) return;
        _clock = Time.CreateTimer(_ => _ = DrawAnewAsync(), null, Second, Second);
        _subscription = Changes.Subscribe(support.Account, () => BringInAsync(CheckAsync));
    }

    private async Task CheckAsync()
    {
        try
        {
            _endedEarly = await Access.DecideAsync(_viewer!.Caller, Operation.ViewApps, CancellationToken.None)
                is Decision.Refused;
        }
        catch (GrantStoreException)
        {
            // The page itself says that the database is away; this one goes on counting.
        }

        StateHasChanged();
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Sessions;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Takeover;

/// <summary>For a person who thinks that somebody else is in their account: one button, and what to do then.</summary>
public sealed partial class TakeoverPage
{
    public const string Path = "someone-has-my-account";

    private Viewer? _viewer;
    private bool _busy;
    private bool _told;
    private RescueOutcome? _outcome;
    private ElementReference _result;

    [Inject]
    public required AccountRescue Rescue { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IOptions<PortalOptions> Portal { get; set; }

    private string ServerName => ServerText.Of(Portal.Value);

    private IEnumerable<string> Problems
    {
        get
        {
            if (_outcome?.Apps is RemovalOutcome.Failed apps) yield return apps.Message;
            if (_outcome?.Sessions is SessionEndOutcome.Failed sessions) yield return sessions.Message;
        }
    }

    protected override async Task OnInitializedAsync() => _viewer = await Viewers.GetAsync();

    // The button that was pressed is gone.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_told || _outcome is not { IsComplete: true }) return;
        _told = true;
        await _result.FocusAsync();
    }

    private async Task GoAsync()
    {
        // A second click can be on its way before the button is drawn disabled.
        if (_busy) return;
        _busy = true;
        try
        {
            _outcome = await Rescue.RunAsync(_viewer!.Caller);
        }
        finally
        {
            _busy = false;
        }
    }
}

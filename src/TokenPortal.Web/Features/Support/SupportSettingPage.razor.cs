using Microsoft.AspNetCore.Components;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Support;

/// <summary>Where people say what support may do with their account.</summary>
public sealed partial class SupportSettingPage
{
    private SupportSetting? _setting;
    private SupportChoice _choice;
    private int _minutes;
    private ViewState _state = ViewState.Loading;
    private Refusal? _refusal;
    private Viewer? _viewer;
    private string? _message;
    private bool _needsSignIn;
    private bool _busy;

    [Inject]
    public required ISupport Support { get; set; }

    [Inject]
    public required ViewerSource Viewers { get; set; }

    [Inject]
    public required TimeProvider Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required ILogger<SupportSettingPage> Logger { get; set; }

    // Core refuses it as well; this one only hides what cannot be done.
    private bool IsReadOnly => _viewer is { Support: not null };

    protected override async Task OnInitializedAsync()
    {
        _viewer = await Viewers.GetAsync();
        if (_viewer is not null) await LoadAsync();
    }

    private async Task LoadAsync()
    {
        try
        {
            var result = await Support.GetSettingAsync(_viewer!.Caller, CancellationToken.None);
            _refusal = result.Refusal;
            if (result is AccessResult<SupportSetting>.Done done) Show(done.Value);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(Logger, exception.Failure);
            _state = ViewState.Failed;
        }
    }

    private async Task SaveAsync()
    {
        if (_busy) return;
        _busy = true;
        try
        {
            var allowedFor = _minutes > 0 ? TimeSpan.FromMinutes(_minutes) : (TimeSpan?)null;
            var result = await Support.ChangeSettingAsync(
                _viewer!.Caller, _choice, allowedFor, CancellationToken.None);
            _needsSignIn = result.Refusal is Refusal.NeedsFreshSignIn or Refusal.SignedOut;
            _message = result.Refusal is { } refusal ? RefusalText.Sentence(refusal) : SupportText.Saved;
            if (result is AccessResult<SupportSetting>.Done done) Show(done.Value);
        }
        catch (GrantStoreException exception)
        {
            Log.ReadFailed(Logger, exception.Failure);
            _message = ((RemovalOutcome.Failed)RemovalOutcome.From(exception.Failure)).Message;
        }
        finally
        {
            _busy = false;
        }
    }

    private void Show(SupportSetting setting)
    {
        (_setting, _choice, _minutes, _state) = (setting, setting.Choice, 0, ViewState.Ready);
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using TokenPortal.Core.Access;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Features.Shared;
using TokenPortal.Web.Languages;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>Where the signed-in person is signed in to the portal.</summary>
public sealed partial class SessionsPage : LivePart, IDisposable
{
    private Caller? _caller;
    private bool _asking;
    private ElementReference _heading;

    /// <summary>What prerendering read, so that the live page neither reads it again nor shows a gap.</summary>
    [PersistentState]
    public SessionsSnapshot? Kept { get; set; }

    [Inject]
    public required SessionsViewModel Model { get; set; }

    [Inject]
    public required SessionEnding Ending { get; set; }

    [Inject]
    public required CurrentUserSource Users { get; set; }

    [Inject]
    public required IDialogService Dialogs { get; set; }

    public void Dispose()
    {
        Model.Changed -= OnChanged;
        Model.Close();
    }

    protected override async Task OnInitializedAsync()
    {
        _caller = await Users.GetCallerAsync();
        if (_caller is null) return;
        Model.Changed += OnChanged;
        await Model.StartAsync(_caller, Kept, RendererInfo.IsInteractive, BringInAsync);
    }

    private void OnChanged()
    {
        Kept = Model.Snapshot;
        StateHasChanged();
    }

    private Task EndAsync(SessionModel session) => AskAsync(
        SessionsText.EndTitle(BrowserText.Of(session.Browser)),
        caller => Ending.EndAsync(caller, session, Model.Own),
        ended => ended.Id == session.Id);

    private Task EndOthersAsync() => AskAsync(
        SessionsText.OthersTitle, caller => Ending.EndOthersAsync(caller, Model.Own), ended => !ended.IsThis);

    private async Task AskAsync(
        string title, Func<Caller, Task<SessionEndOutcome>> end, Func<SessionModel, bool> ended)
    {
        // A double click asks once.
        if (_asking || _caller is not { } caller) return;
        _asking = true;
        try
        {
            if (await Dialogs.AskToEndAsync(title, () => end(caller)) is not { } done) return;
            await Model.ShowAsync(done, ended);
            // The button that was pressed may be gone with its card.
            await _heading.FocusAsync();
        }
        finally
        {
            _asking = false;
        }
    }
}

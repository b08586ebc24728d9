using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>Asks before a sign-in is ended, and stays open while it did not succeed.</summary>
public partial class EndSessionDialog
{
    private bool _busy;
    private string? _problem;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>Ends it.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<SessionEndOutcome>> OnEnd { get; set; }

    private void Keep() => Dialog.Cancel();

    private async Task EndAsync()
    {
        // A second click can be on its way before the button is drawn disabled.
        if (_busy) return;
        _busy = true;
        try
        {
            var outcome = await OnEnd();
            _problem = (outcome as SessionEndOutcome.Failed)?.Message;
            if (_problem is null) Dialog.Close(DialogResult.Ok(outcome));
        }
        finally
        {
            _busy = false;
        }
    }
}

internal static class EndSessionDialogExtensions
{
    // Focus goes to the dialog itself: no button is pressed by a key that was meant for the page.
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        DefaultFocus = DefaultFocus.Element,
        CloseOnEscapeKey = true,
    };

    /// <summary>Shows the question until it is answered. Null when the sign-in is kept.</summary>
    public static async Task<SessionEndOutcome.Done?> AskToEndAsync(
        this IDialogService dialogs, string title, Func<Task<SessionEndOutcome>> end)
    {
        var parameters = new DialogParameters<EndSessionDialog>
        {
            { dialog => dialog.Title, title },
            { dialog => dialog.OnEnd, end },
        };
        var dialog = await dialogs.ShowAsync<EndSessionDialog>(title, parameters, Options);
        return await dialog.Result is { Canceled: false, Data: SessionEndOutcome.Done done } ? done : null;
    }
}

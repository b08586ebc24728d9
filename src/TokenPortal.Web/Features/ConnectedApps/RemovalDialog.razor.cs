using Microsoft.AspNetCore.Components;
using MudBlazor;
using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Asks before access is taken away, and stays open while it did not succeed.</summary>
public partial class RemovalDialog
{
    private bool _busy;
    private RemovalOutcome.Failed? _problem;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required RemovalQuestion Question { get; set; }

    /// <summary>Takes the access away.</summary>
    [Parameter, EditorRequired]
    public required Func<Task<RemovalOutcome>> OnRemove { get; set; }

    private void Keep() => Dialog.Cancel();

    private void SignInAgain() => Navigation.SignInAgain();

    private async Task RemoveAsync()
    {
        // A second click can be on its way before the button is drawn disabled.
        if (_busy) return;
        _busy = true;
        try
        {
            var outcome = await OnRemove();
            _problem = outcome as RemovalOutcome.Failed;
            if (_problem is null) Dialog.Close(DialogResult.Ok(outcome));
        }
        finally
        {
            _busy = false;
        }
    }
}

internal static class RemovalDialogExtensions
{
    // Focus goes to the dialog itself: no button is pressed by a key that was meant for the page.
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        DefaultFocus = DefaultFocus.Element,
        CloseOnEscapeKey = true,
    };

    /// <summary>Shows the question until it is answered. Null when the access is kept.</summary>
    public static async Task<RemovalOutcome?> AskAsync(
        this IDialogService dialogs, RemovalQuestion question, Func<Task<RemovalOutcome>> remove)
    {
        var parameters = new DialogParameters<RemovalDialog>
        {
            { dialog => dialog.Question, question },
            { dialog => dialog.OnRemove, remove },
        };
        var dialog = await dialogs.ShowAsync<RemovalDialog>(question.Title, parameters, Options);
        return await dialog.Result is { Canceled: false, Data: RemovalOutcome outcome } ? outcome : null;
    }
}

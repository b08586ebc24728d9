using Microsoft.AspNetCore.Components;
using MudBlazor;
using TokenPortal.Web.Authentication;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Asks before access is taken away from several apps, shows how far it is, and how it ended for each.</summary>
public partial class BulkRemovalDialog
{
    private ElementReference _status;
    private BulkStage _drawn;

    [CascadingParameter]
    public required IMudDialogInstance Dialog { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Parameter, EditorRequired]
    public required RemovalQuestion Question { get; set; }

    [Parameter, EditorRequired]
    public required BulkRemoval Removal { get; set; }

    private string Heading => Removal.Stage switch
    {
        BulkStage.Asking => Question.Title,
        BulkStage.Running => BulkText.Running,
        _ => BulkText.Over,
    };

    // The button that was pressed is gone with its stage.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_drawn == Removal.Stage) return;
        _drawn = Removal.Stage;
        await _status.FocusAsync();
    }

    private static string Word(RemovalOutcome? outcome) => outcome switch
    {
        RemovalOutcome.Done => "removed",
        RemovalOutcome.Nothing => "nothing",
        RemovalOutcome.Failed => "failed",
        _ => "untried",
    };

    private Task RunAsync() => Removal.RunAsync(Draw);

    // The heading stands outside, in the frame of the dialog.
    private void Draw()
    {
        StateHasChanged();
        Dialog.StateHasChanged();
    }

    private void Stop() => _ = Removal.StopAsync();

    private void Close() => Dialog.Close();

    private void SignInAgain() => Navigation.SignInAgain();
}

internal static class BulkRemovalDialogExtensions
{
    private static readonly DialogOptions Options = new()
    {
        MaxWidth = MaxWidth.Small,
        FullWidth = true,
        DefaultFocus = DefaultFocus.Element,
        CloseOnEscapeKey = true,
        // A click beside it would hide what is being done.
        BackdropClick = false,
    };

    /// <summary>Shows the question, and then the removal, until the dialog is closed. Closing it stops the removal.</summary>
    public static async Task AskAsync(this IDialogService dialogs, RemovalQuestion question, BulkRemoval removal)
    {
        var parameters = new DialogParameters<BulkRemovalDialog>
        {
            { dialog => dialog.Question, question },
            { dialog => dialog.Removal, removal },
        };
        var dialog = await dialogs.ShowAsync<BulkRemovalDialog>(question.Title, parameters, Options);
        await dialog.Result;
        await removal.StopAsync();
    }
}

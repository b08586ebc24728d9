using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Languages;

/// <summary>A component that changes by itself, and not only when somebody uses it.</summary>
public abstract class LivePart : ComponentBase
{
    [Inject]
    public required PageCulture Culture { get; set; }

    /// <summary>
    /// Brings what begins outside of the page onto it: to the page's own dispatcher, in the page's language.
    /// </summary>
    protected Task BringInAsync(Func<Task> work) => InvokeAsync(() => Culture.RunAsync(work));

    /// <summary>Draws anew because of something outside of the page.</summary>
    protected Task DrawAnewAsync() => BringInAsync(() =>
    {
        StateHasChanged();
        return Task.CompletedTask;
    });
}

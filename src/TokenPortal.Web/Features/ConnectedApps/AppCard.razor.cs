using Microsoft.AspNetCore.Components;
using MudBlazor;
using TokenPortal.Core.Grants;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>One app: who it is, what it can do, and the way to end that.</summary>
public partial class AppCard
{
    [Parameter, EditorRequired]
    public required AppCardModel App { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    [Parameter]
    public EventCallback<AppCardModel> OnRemove { get; set; }

    private string TitleId => $"app-{App.Key}";

    private MarkupString StatusIcon => new(App.Access switch
    {
        AppAccess.Lasting => Icons.Material.Rounded.Link,
        AppAccess.Passing => Icons.Material.Rounded.Schedule,
        _ => Icons.Material.Rounded.LinkOff,
    });

    private IEnumerable<string> Hints
    {
        get
        {
            if (App.Standing is AppStanding.Unregistered) yield return ConnectedAppsText.UnregisteredHint;
            if (App.Access is AppAccess.Dormant) yield return ConnectedAppsText.DormantHint;
            else if (App is { Unused: true, IsRemovable: true } && App.LastSeenAt is { } lastAt)
                yield return ConnectedAppsText.UnusedHint(Now - lastAt, isUse: App.LastUsedAt is not null);
        }
    }

    private Task Remove() => OnRemove.InvokeAsync(App);
}

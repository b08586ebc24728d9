using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Features.ConnectedApps;

/// <summary>Search, order and filters: a form that also works before the page is live, and without scripts.</summary>
public partial class AppsToolbar
{
    [Parameter, EditorRequired]
    public required AppsQuery Query { get; set; }

    [Parameter]
    public EventCallback<AppsQuery> OnChange { get; set; }

    // The field has told its change already when Enter submits it.
    private static void Nothing()
    {
    }

    private Task ChooseSearch(ChangeEventArgs change) => OnChange.InvokeAsync(
        Query with { Search = AppsQuery.Parse(change.Value as string, order: null, filters: null).Search });

    private Task ChooseOrder(ChangeEventArgs change) => OnChange.InvokeAsync(
        Query with { Order = AppsQuery.Parse(search: null, change.Value as string, filters: null).Order });

    private Task ChooseFilter(AppsFilter filter, ChangeEventArgs change) =>
        OnChange.InvokeAsync(Query.With(filter, change.Value is true));
}

using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Features.History;

/// <summary>What is shown: a form that also works before the page is live, and without scripts.</summary>
public partial class HistoryFilters
{
    [Parameter, EditorRequired]
    public required HistoryQuery Query { get; set; }

    [Parameter, EditorRequired]
    public required IReadOnlyList<HistoryAppModel> Apps { get; set; }

    [Parameter]
    public EventCallback<HistoryQuery> OnChange { get; set; }

    // An address may name an app that the history does not tell of: the choice must not say "all apps" then.
    private IEnumerable<HistoryAppModel> Choices =>
        Query.App is { } chosen && Apps.All(app => app.Key != chosen)
            ? [.. Apps, new HistoryAppModel(chosen, HistoryText.UnknownApp)]
            : Apps;

    private static string Word<T>(T? value) where T : struct, Enum =>
        value is { } chosen ? HistoryQuery.Word(chosen) : "";

    private Task ChooseGroup(ChangeEventArgs change) => ChooseAsync(Query.App, Text(change), Word(Query.Period));

    private Task ChooseApp(ChangeEventArgs change) => ChooseAsync(Text(change), Word(Query.Group), Word(Query.Period));

    private Task ChoosePeriod(ChangeEventArgs change) => ChooseAsync(Query.App, Word(Query.Group), Text(change));

    private Task ChooseAsync(string? app, string? group, string? period) =>
        OnChange.InvokeAsync(HistoryQuery.Parse(app, group, period));

    private static string? Text(ChangeEventArgs change) => change.Value as string;
}

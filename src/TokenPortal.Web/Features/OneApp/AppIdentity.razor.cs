using Microsoft.AspNetCore.Components;

namespace TokenPortal.Web.Features.OneApp;

/// <summary>Which app it is, who says so, and the way to end all of its access.</summary>
public partial class AppIdentity
{
    private ElementReference _name;

    [Parameter, EditorRequired]
    public required OneAppModel App { get; set; }

    [Parameter, EditorRequired]
    public required DateTimeOffset Now { get; set; }

    [Parameter]
    public EventCallback<OneAppModel> OnRemove { get; set; }

    private IReadOnlyList<(string Text, Uri Address)> Links =>
    [
        .. new[]
        {
            (OneAppText.HomePage, App.Registration?.HomePage),
            (OneAppText.PrivacyPolicy, App.Registration?.PrivacyPolicy),
            (OneAppText.TermsOfService, App.Registration?.TermsOfService),
        }.Where(link => link.Item2 is not null).Select(link => (link.Item1, link.Item2!)),
    ];

    // The heading that got the focus on the way here was that of the page while it was loading.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await _name.FocusAsync();
    }

    private Task Remove() => OnRemove.InvokeAsync(App);
}

using Microsoft.Extensions.Localization;
using MudBlazor;

namespace TokenPortal.Web.Languages;

/// <summary>The words of MudBlazor's own parts, as far as the portal shows them.</summary>
internal sealed class MudText : MudLocalizer
{
    private static readonly Words Words = new(typeof(MudText));

    public override LocalizedString this[string key] => key switch
    {
        "MudAlert_Close" => new LocalizedString(key, Words.Text("MudAlert_Close")),
        _ => new LocalizedString(key, key, resourceNotFound: true),
    };
}

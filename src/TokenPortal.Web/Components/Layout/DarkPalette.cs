using System.Text;
using Microsoft.AspNetCore.Components.Rendering;
using MudBlazor;

namespace TokenPortal.Web.Components.Layout;

/// <summary>The dark palette as a rule that holds while the system asks for dark.</summary>
public sealed class DarkPalette : MudThemeProvider
{
    protected override void BuildRenderTree(RenderTreeBuilder __builder)
    {
        var palette = new StringBuilder();
        GenerateTheme(palette);
        __builder.AddMarkupContent(
            0, $"<style>@media (prefers-color-scheme: dark) {{ html:root {{ {palette} }} }}</style>");
    }
}

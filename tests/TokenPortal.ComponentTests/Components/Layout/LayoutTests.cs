using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Components.Layout;

namespace TokenPortal.ComponentTests.Components.Layout;

public sealed class LayoutTests : PortalContext
{
    [Fact]
    public void Header_SignedIn_NamesThePersonAndOffersToSignOut()
    {
        ComponentFactories.AddStub<Microsoft.AspNetCore.Components.Forms.AntiforgeryToken>();

        var header = Render<PortalHeader>();

        Assert.Equal("Ann Archer", header.Find(".who-name").TextContent);
        Assert.Equal("post", header.Find("form").GetAttribute("method"));
        Assert.Equal("signout", header.Find("form").GetAttribute("action"));
    }

    [Fact]
    public void Header_SignedIn_LeadsToThePages()
    {
        ComponentFactories.AddStub<Microsoft.AspNetCore.Components.Forms.AntiforgeryToken>();

        var links = Render<PortalHeader>().FindAll("nav a");

        Assert.Equal(["", "history", "sessions"], links.Select(link => link.GetAttribute("href")));
        Assert.Equal(["Connected apps", "History", "Your sign-ins"], links.Select(link => link.TextContent));
        Assert.Equal("page", links[0].GetAttribute("aria-current"));
    }

    [Fact]
    public void Header_Anonymous_OffersNothing()
    {
        Authorization.SetNotAuthorized();

        var header = Render<PortalHeader>();
        Assert.Empty(header.FindAll("form"));
        Assert.Empty(header.FindAll("nav"));
    }

    [Fact]
    public void SystemTheme_Rendered_LeavesTheChoiceToTheSystem()
    {
        var styles = Render<SystemTheme>().Markup;

        Assert.Contains("@media (prefers-color-scheme: dark) { html:root {", styles, StringComparison.Ordinal);
        Assert.Contains("--mud-palette-surface: rgba(23,28,37,1)", styles, StringComparison.Ordinal);
    }

    [Fact]
    public void ReconnectDialog_Rendered_HasWhatTheFrameworkLooksFor()
    {
        var dialog = Render<ReconnectDialog>();

        Assert.Equal("DIALOG", dialog.Find("#components-reconnect-modal").TagName);
        Assert.NotNull(dialog.Find("#components-seconds-to-next-attempt"));
    }
}

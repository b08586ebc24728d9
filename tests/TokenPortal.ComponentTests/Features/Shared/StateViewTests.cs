using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.ComponentTests.Features.Shared;

public sealed class StateViewTests : PortalContext
{
    [Fact]
    public void State_Loading_IsBusyAndSaysSo()
    {
        var view = Show(ViewState.Loading);

        Assert.Equal("true", view.Find("[data-state=loading]").GetAttribute("aria-busy"));
        Assert.Equal("Loading…", view.Find("[role=status]").TextContent);
    }

    [Fact]
    public void State_Ready_ShowsTheContent() => Assert.Equal("content", Show(ViewState.Ready).Find("#content").TextContent);

    [Fact]
    public void State_Empty_ShowsWhatThePageSays() => Assert.Equal("nothing", Show(ViewState.Empty).Find("#empty").TextContent);

    [Fact]
    public void State_Failed_SaysWhatIsTrueAndRetries()
    {
        var retries = 0;
        var view = Render<StateView>(parameters => parameters
            .Add(state => state.State, ViewState.Failed)
            .Add(state => state.OnRetry, () => retries++));

        Assert.Contains("database does not answer", view.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        view.Find("[data-action=retry]").Click();

        Assert.Equal(1, retries);
    }

    private IRenderedComponent<StateView> Show(ViewState state) => Render<StateView>(parameters => parameters
        .Add(view => view.State, state)
        .Add(view => view.Empty, "<p id=\"empty\">nothing</p>")
        .AddChildContent("<p id=\"content\">content</p>"));
}

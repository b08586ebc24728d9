using Bunit;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Support;

namespace TokenPortal.ComponentTests.Features.Support;

public sealed class SupportBannerTests : SupportContext
{
    [Fact]
    public void Banner_OnOnesOwnPage_IsNotThere() => Assert.Empty(Render<SupportBanner>().Nodes);

    [Fact]
    public void Banner_InASession_NamesBothCountsDownAndEndsByAFormPost()
    {
        EnterSupport(TimeSpan.FromMinutes(15));

        var banner = Render<SupportBanner>();

        Assert.Equal(SupportText.Looking("Ann Archer", "Ben Brook"), banner.Find("strong").TextContent);
        Assert.Equal(SupportText.Left(TimeSpan.FromMinutes(15)), banner.Find("[data-left]").TextContent);
        Assert.Equal("post", banner.Find("form").GetAttribute("method"));

        Time.Advance(TimeSpan.FromSeconds(1));

        banner.WaitForAssertion(() => Assert.Equal(
            SupportText.Left(TimeSpan.FromSeconds(899)), banner.Find("[data-left]").TextContent));
    }

    [Theory]
    [InlineData(121, false)]
    [InlineData(120, true)]
    public void Banner_ShortBeforeTheEnd_WarnsAloud(int seconds, bool warns)
    {
        EnterSupport(TimeSpan.FromSeconds(seconds));

        var alerts = Render<SupportBanner>().FindAll("[role=alert]");

        Assert.Equal(warns ? [SupportText.EndingSoon] : [], alerts.Select(alert => alert.TextContent.Trim()));
    }

    [Fact]
    public void Banner_WhenTheTimeIsOver_SaysSoAndOnlyLeadsBack()
    {
        EnterSupport(TimeSpan.FromSeconds(5));
        var banner = Render<SupportBanner>();

        Time.Advance(TimeSpan.FromSeconds(5));

        banner.WaitForElement("[data-over=true]");
        Assert.Equal(SupportText.Over, banner.Find("[role=alert]").TextContent.Trim());
        Assert.Equal(SupportText.Back, banner.Find("[data-action=end-support]").TextContent);
        Assert.Empty(banner.FindAll("[data-left]"));
    }

    [Fact]
    public async Task Banner_WhenTheUserEndsIt_SaysSoAtOnce()
    {
        EnterSupport(TimeSpan.FromMinutes(15));
        var banner = Render<SupportBanner>();
        Support.Refusals[Operation.ViewApps] = Refusal.SupportEnded;

        await Changes.HintAsync();

        banner.WaitForElement("[data-over=true]");
    }

    [Fact]
    public void Banner_WhileTheDatabaseIsAway_GoesOnCounting()
    {
        EnterSupport(TimeSpan.FromMinutes(15));
        Support.Failure = GrantStoreFailure.NothingChanged;

        var banner = Render<SupportBanner>();

        Assert.Equal("false", banner.Find("[data-support-banner]").GetAttribute("data-over"));
        Assert.Single(banner.FindAll("[data-left]"));
    }

    [Fact]
    public async Task Banner_ThatGoes_ListensNoMore()
    {
        EnterSupport(TimeSpan.FromMinutes(15));
        Render<SupportBanner>();
        Assert.Equal(1, Changes.Subscribers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Changes.Subscribers);
    }
}

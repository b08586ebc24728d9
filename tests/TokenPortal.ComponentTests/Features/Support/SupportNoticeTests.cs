using Bunit;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.ConnectedApps;
using TokenPortal.Web.Features.Support;

namespace TokenPortal.ComponentTests.Features.Support;

public sealed class SupportNoticeTests : SupportContext
{
    [Fact]
    public void Notice_WhileNobodyLooks_IsAnEmptyPlaceForNews() =>
        Assert.Empty(Render<SupportNotice>().Find("[role=status]").Children);

    [Fact]
    public void Notice_OnTheSupportersOwnScreen_IsNotThere()
    {
        EnterSupport(TimeSpan.FromMinutes(15));
        Support.AtAccount.Add(Running());

        Assert.Empty(Render<SupportNotice>().Nodes);
    }

    [Fact]
    public async Task Notice_WhenSupportBegins_AppearsWithWhoAndWhy()
    {
        var notice = Render<SupportNotice>();
        var session = Running();
        Support.AtAccount.Add(session);

        await Changes.HintAsync();

        notice.WaitForElement("[data-support-notice]");
        Assert.Equal(SupportText.Notice(session), notice.Find("bdi").TextContent);
        Assert.Contains("4711", notice.Markup, StringComparison.Ordinal);
        Assert.Single(notice.FindAll("[role=status] > aside"));
    }

    [Fact]
    public void End_ByTheUser_EndsThatSessionAndSaysSo()
    {
        Support.AtAccount.AddRange([Running(), Running()]);
        var kept = Support.AtAccount[1].Id;
        var notice = Render<SupportNotice>();

        notice.FindAll("[data-action=end-their-support]")[0].Click();

        Assert.Equal([kept.ToString()], notice.FindAll("aside").Select(each => each.GetAttribute("data-support-notice")));

        notice.Find("[data-action=end-their-support]").Click();

        Assert.Empty(notice.FindAll("aside"));
        Assert.Equal(SupportText.Ended, notice.Find("[data-support-message]").TextContent);
    }

    [Fact]
    public void End_Refused_SaysWhy()
    {
        Support.AtAccount.Add(Running());
        Support.Refusals[Operation.EndSupport] = Refusal.SignedOut;
        var notice = Render<SupportNotice>();

        notice.Find("[data-action=end-their-support]").Click();

        Assert.Single(notice.FindAll("aside"));
        Assert.Single(Support.AtAccount);
    }

    [Fact]
    public void End_WhileTheDatabaseIsAway_SaysSoAndKeepsTheNotice()
    {
        Support.AtAccount.Add(Running());
        var notice = Render<SupportNotice>();
        Support.Failure = GrantStoreFailure.NothingChanged;

        notice.Find("[data-action=end-their-support]").Click();

        Assert.Single(notice.FindAll("aside"));
        Assert.Equal(RemovalText.NothingChanged, notice.Find("[data-support-message]").TextContent);
    }

    [Fact]
    public async Task Notice_WhoseEndNobodyKnows_Stays()
    {
        Support.AtAccount.Add(Running());
        var notice = Render<SupportNotice>();
        Support.Failure = GrantStoreFailure.NothingChanged;

        await Changes.HintAsync();

        Assert.Single(notice.FindAll("aside"));
    }
}

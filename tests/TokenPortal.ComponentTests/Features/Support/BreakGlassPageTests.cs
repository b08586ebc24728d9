using Bunit;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Web.Features.Support;

namespace TokenPortal.ComponentTests.Features.Support;

public sealed class BreakGlassPageTests : SupportContext
{
    [Fact]
    public void Page_WithoutRequests_SaysSo() =>
        Assert.Equal(SupportText.NoRequests, Render<BreakGlassPage>().Find("[data-none]").TextContent);

    [Fact]
    public void Request_OfSomebodyElse_CanBeAnsweredBothWays()
    {
        var request = Request("staff-2");
        Support.Open.Add(request);

        var form = Render<BreakGlassPage>().Find("[data-request] form");

        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal(request.Id.ToString(), form.QuerySelector("[name=id]")!.GetAttribute("value"));
        Assert.Equal(
            ["approve", "refuse"],
            form.QuerySelectorAll("[name=answer]").Select(button => button.GetAttribute("value")));
    }

    [Fact]
    public void Request_OfOnesOwn_CannotBeAnswered()
    {
        Support.Open.Add(Request(Subject));

        var page = Render<BreakGlassPage>();

        Assert.Empty(page.FindAll("[data-request] form"));
        Assert.Equal(SupportText.OwnWaits, page.Find("[data-request] .status").TextContent);
    }

    [Fact]
    public void SignIn_ThatIsOld_IsAskedForFirst()
    {
        Support.Open.Add(Request("staff-2"));
        Support.Refusals[Operation.AnswerBreakGlass] = Refusal.NeedsFreshSignIn;

        var page = Render<BreakGlassPage>();

        Assert.Single(page.FindAll("[data-action=sign-in-again]"));
        Assert.Empty(page.FindAll("[data-request] form"));
    }

    [Fact]
    public void Request_ThatComesWhileThePageIsOpen_AppearsAndIsAnnounced()
    {
        var page = Render<BreakGlassPage>();
        var request = Request("staff-2");
        Support.Open.Add(request);

        Time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForElement("[data-request]");
        Assert.Equal(SupportText.Request(request), page.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Role_LostMeanwhile_TakesThePageAway()
    {
        Support.Open.Add(Request("staff-2"));
        var page = Render<BreakGlassPage>();
        Support.Refusals[Operation.Support] = Refusal.NoPermission;

        Time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-request]")));
    }

    [Fact]
    public void Database_Away_IsSaidAndRecoversByItself()
    {
        Support.Failure = GrantStoreFailure.NothingChanged;
        var page = Render<BreakGlassPage>();
        Assert.Single(page.FindAll("[data-state=failed]"));

        Support.Failure = null;
        Time.Advance(TimeSpan.FromSeconds(5));

        page.WaitForElement("[data-none]");
    }
}

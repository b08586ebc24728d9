using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Impersonation;
using TokenPortal.Web.Features.Support;

namespace TokenPortal.ComponentTests.Features.Support;

public sealed class SupportPageTests : SupportContext
{
    [Fact]
    public void Page_NothingAskedYet_HasOnlyTheSearch()
    {
        var page = Open(null);

        Assert.Equal("get", page.Find("[data-form=find]").GetAttribute("method"));
        Assert.Empty(page.FindAll("[data-person]"));
        Assert.Equal("", page.Find("[data-none]").TextContent);
    }

    [Fact]
    public void Search_ThatFindsNobody_SaysSo()
    {
        var page = Open("nobody@example.com");

        Assert.Equal(SupportText.NobodyFound, page.Find("[data-none]").TextContent);
        Assert.Equal("nobody@example.com", page.Find("#q").GetAttribute("value"));
    }

    [Fact]
    public void Person_WhoIsOpen_CanBeStartedAtWithReasonTicketAndTime()
    {
        Support.People.Add(Ben);

        var form = Open(Ben.Email).Find("[data-form=start]");

        Assert.Equal("post", form.GetAttribute("method"));
        Assert.Equal(Ben.Subject, form.QuerySelector("[name=subject]")!.GetAttribute("value"));
        Assert.Equal(SupportReasons.All, Values(form, "reason"));
        Assert.Equal(["15", "30", "60"], Values(form, "minutes"));
        Assert.True(form.QuerySelector("[name=ticket]")!.HasAttribute("required"));
    }

    [Fact]
    public void Person_WhoIsStaff_HasNoForm()
    {
        Support.People.Add(Ben with { IsUser = false });

        var page = Open(Ben.Subject);

        Assert.Equal(SupportText.NotAUser, page.Find("[data-not-a-user]").TextContent);
        Assert.Empty(page.FindAll("[data-person] form"));
    }

    [Theory]
    [InlineData(SupportChoice.Never, 0, "ask")]
    [InlineData(SupportChoice.WhenAllowed, 0, "ask")]
    [InlineData(SupportChoice.WhenAllowed, -1, "ask")]
    [InlineData(SupportChoice.WhenAllowed, 5, "start")]
    public void Person_WhoChose_IsOpenOnlyWhileItWasAllowed(SupportChoice choice, int minutes, string form)
    {
        var until = minutes == 0 ? (DateTimeOffset?)null : Apps.Now.AddMinutes(minutes);
        Support.People.Add(Ben with { Setting = new SupportSetting(choice, until, IsFixed: false) });

        Assert.Equal(form, Assert.Single(Open(Ben.Subject).FindAll("[data-person] form")).GetAttribute("data-form"));
    }

    [Fact]
    public void Person_WhoseRequestIsApproved_IsStartedAtWithWhatWasApproved()
    {
        Support.People.Add(Ben with { Setting = new SupportSetting(SupportChoice.Never, null, IsFixed: false) });
        var approved = Request(Subject, approved: true);
        Support.Own.Add(approved);

        var form = Open(Ben.Subject).Find("[data-form=start]");

        Assert.Equal(
            [approved.Id.ToString(), approved.Reason, approved.Ticket, approved.Note!, "30"],
            new[] { "request", "reason", "ticket", "note", "minutes" }
                .Select(name => form.QuerySelector($"[name={name}]")!.GetAttribute("value")));
    }

    [Theory]
    [InlineData(null, "Waiting")]
    [InlineData(true, "Approved")]
    [InlineData(false, "Refused")]
    public void OwnRequest_InEachState_SaysWhichItIs(bool? approved, string state)
    {
        Support.Own.Add(Request(Subject, approved));

        var shown = Open(null).Find("[data-request] .status").TextContent;

        Assert.Equal(
            state switch
            {
                "Waiting" => SupportText.Waiting,
                "Approved" => SupportText.Approved,
                _ => SupportText.Refused,
            }, shown);
    }

    [Fact]
    public void SignIn_ThatIsOld_IsAskedForAnew()
    {
        Support.People.Add(Ben);
        Support.Refusals[Operation.StartSupport] = Refusal.NeedsFreshSignIn;

        var page = Open(Ben.Subject);

        Assert.Single(page.FindAll("[data-action=sign-in-again]"));
        Assert.Empty(page.FindAll("[data-form=start]"));
    }

    [Fact]
    public void Issuer_ThatDoesNotSayWhen_IsNamedToTheOperator()
    {
        Support.People.Add(Ben);
        Support.Refusals[Operation.StartSupport] = Refusal.SignInTimeUnknown;

        var page = Open(Ben.Subject);

        Assert.Contains(page.FindAll("[role=alert]"), alert => alert.TextContent == SupportText.SignInTimeUnknown);
        Assert.Empty(page.FindAll("[data-action=sign-in-again], [data-form=start]"));
    }

    [Fact]
    public void Viewer_WithoutTheRole_SeesNothingOfIt()
    {
        Support.People.Add(Ben);
        Support.Refusals[Operation.Support] = Refusal.NoPermission;

        var page = Open(Ben.Subject);

        Assert.Empty(page.FindAll("form, [data-person]"));
        Assert.DoesNotContain("ben@example.com", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reason")]
    [InlineData("closed")]
    [InlineData("<script>")]
    public void Problem_OfAPost_IsSaidInWordsOfOurs(string problem)
    {
        var page = Open(Ben.Subject, problem);

        Assert.Equal(SupportText.Problem(problem), page.Find("[data-problem]").TextContent);
        Assert.DoesNotContain("script", page.Find("[data-problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Database_Away_SaysThatItIsSafeToTryAgain()
    {
        Support.Failure = GrantStoreFailure.NothingChanged;

        Assert.Contains(
            SupportText.Problem("unavailable"), Open(Ben.Subject).Find("[data-problem]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Name_WithMarkupAndLength_IsText()
    {
        var name = $"<b>Ben</b> {new string('x', 400)}";
        Support.People.Add(Ben with { Name = name });

        var page = Open(Ben.Subject);

        Assert.Equal(name, page.Find("[data-person] bdi").TextContent);
        Assert.Empty(page.FindAll("[data-person] b"));
    }

    private static IEnumerable<string?> Values(IElement form, string field) =>
        form.QuerySelectorAll($"[name={field}] option").Select(option => option.GetAttribute("value"));

    private IRenderedComponent<SupportPage> Open(string? query, string? problem = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(
            $"support?q={Uri.EscapeDataString(query ?? "")}{(problem is null ? "" : $"&problem={Uri.EscapeDataString(problem)}")}");
        return Render<SupportPage>();
    }
}

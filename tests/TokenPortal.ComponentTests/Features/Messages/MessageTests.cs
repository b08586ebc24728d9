using Bunit;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Web.Features.Messages;

namespace TokenPortal.ComponentTests.Features.Messages;

public sealed class MessageTests : PortalContext
{
    [Theory]
    [InlineData(400, "bad-request")]
    [InlineData(403, "no-permission")]
    [InlineData(404, "not-found")]
    [InlineData(500, "error")]
    [InlineData(503, "sign-in-unavailable")]
    public void StatusPage_Code_SaysWhatItMeans(int code, string message)
    {
        var page = Render<StatusPage>(parameters => parameters.Add(status => status.Code, code));

        Assert.Equal(message, page.Find("[data-message]").GetAttribute("data-message"));
    }

    [Theory]
    [InlineData("denied", "sign-in-denied")]
    [InlineData("unreachable", "sign-in-unavailable")]
    [InlineData("failed", "sign-in-failed")]
    [InlineData("<script>", "sign-in-failed")]
    public void SignInProblemPage_Problem_SaysWhatItMeans(string problem, string message)
    {
        var page = Render<SignInProblemPage>(parameters => parameters.Add(shown => shown.Problem, problem));

        Assert.Equal(message, page.Find("[data-message]").GetAttribute("data-message"));
    }

    [Fact]
    public void SignedOutPage_Shown_LeadsBackToSignIn() =>
        Assert.Equal("signin", Render<SignedOutPage>().Find("a").GetAttribute("href"));
}

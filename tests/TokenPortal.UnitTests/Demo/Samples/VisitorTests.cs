using TokenPortal.Demo.Samples;

namespace TokenPortal.UnitTests.Demo.Samples;

public sealed class VisitorTests
{
    [Fact]
    public void FillIn_SignInForm_EntersTheAccountAndKeepsHiddenFields()
    {
        var form = Visitor.FillIn(
            """
            <form method="post" action="/signin"><input type="hidden" name="ReturnUrl" value="/a?b=1&amp;c=2">
            <input id="Email" name="Email" type="email" value="">
            <input id="Password"
                   name="Password" type="password"><input name="token" type="hidden" value="x" /></form>
            """,
            SampleAccount.Ann);

        Assert.Equal("/signin", form!.Value.Action);
        Assert.Equal("/a?b=1&c=2", form.Value.Fields["ReturnUrl"]);
        Assert.Equal("x", form.Value.Fields["token"]);
        Assert.Equal(SampleAccount.Ann.Email, form.Value.Fields["Email"]);
        Assert.Equal(SampleAccount.Ann.Password, form.Value.Fields["Password"]);
    }

    [Fact]
    public void FillIn_ConsentForm_Allows()
    {
        var form = Visitor.FillIn(
            """<form method="post" action="/go"><button name="decision" value="deny">No</button></form>""",
            SampleAccount.Ann);

        Assert.Equal("allow", form!.Value.Fields["decision"]);
    }

    [Theory]
    [InlineData("<p>Nothing to fill in</p>")]
    [InlineData("<form method=\"post\" action=\"/sign-out\"><button>Sign out</button></form>")]
    public void FillIn_OtherPage_IsNothing(string html) => Assert.Null(Visitor.FillIn(html, SampleAccount.Ann));
}

using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class SessionEndpointsTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/apps/x?y=1", "/apps/x?y=1")]
    [InlineData(null, "/apps/")]
    [InlineData("", "/apps/")]
    [InlineData("https://evil.example", "/apps/")]
    [InlineData("//evil.example", "/apps/")]
    [InlineData(@"/\evil.example", "/apps/")]
    [InlineData("~/x", "/apps/")]
    [InlineData("x", "/apps/")]
    [InlineData("/\r\nSet-Cookie: a=b", "/apps/")]
    [InlineData("javascript:alert(1)", "/apps/")]
    public void ReturnAddress_Any_StaysOnThisSite(string? returnUrl, string address) =>
        Assert.Equal(address, SessionEndpoints.ReturnAddress(returnUrl, "/apps"));
}

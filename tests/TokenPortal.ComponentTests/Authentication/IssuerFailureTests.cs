using TokenPortal.Web.Authentication;

namespace TokenPortal.ComponentTests.Authentication;

public sealed class IssuerFailureTests
{
    [Fact]
    public void IsUnreachable_NoConnection_IsTrue() => Assert.True(IssuerFailure.IsUnreachable(
        new InvalidOperationException("IDX20803", new IOException("x", new HttpRequestException("refused")))));

    [Fact]
    public void IsUnreachable_Refusal_IsFalse() =>
        Assert.False(IssuerFailure.IsUnreachable(new InvalidOperationException("IDX10205: issuer")));

    [Fact]
    public void Describe_TextOfAnotherServer_CannotForgeLines() => Assert.Equal(
        "error  info: all is well", IssuerFailure.Describe(new InvalidOperationException("error\r\ninfo: all is well")));
}

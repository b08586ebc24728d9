using Microsoft.Extensions.Time.Testing;
using TokenPortal.Demo.LinkedApps;

namespace TokenPortal.UnitTests.Demo.LinkedApps;

public sealed class PendingSignInsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly PendingSignIns _pending;

    public PendingSignInsTests() => _pending = new PendingSignIns(_time);

    [Fact]
    public void End_OwnState_IsGivenOnce()
    {
        var (state, signIn) = _pending.Begin(LinkedAppBuilder.App(), "Phone");

        Assert.Equal(signIn, _pending.End(LinkedAppBuilder.App(), state));
        Assert.Null(_pending.End(LinkedAppBuilder.App(), state));
    }

    [Fact]
    public void End_StateOfAnotherApp_IsRefused()
    {
        var (state, _) = _pending.Begin(LinkedAppBuilder.App(), "");

        Assert.Null(_pending.End(LinkedAppBuilder.App("other"), state));
    }

    [Fact]
    public void End_TooLate_IsRefused()
    {
        var (state, _) = _pending.Begin(LinkedAppBuilder.App(), "");
        _time.Advance(TimeSpan.FromMinutes(11));

        Assert.Null(_pending.End(LinkedAppBuilder.App(), state));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("unknown")]
    public void End_UnknownState_IsRefused(string? state) => Assert.Null(_pending.End(LinkedAppBuilder.App(), state));

    [Fact]
    public void CodeChallenge_Verifier_IsItsSha256()
    {
        // The example of RFC 7636, appendix B.
        var signIn = new PendingSignIn("app", "", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", _time.GetUtcNow());

        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", signIn.CodeChallenge);
    }
}

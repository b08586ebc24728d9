using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web;
using TokenPortal.Web.Authentication;
using TokenPortal.Web.Authentication.Circuits;

namespace TokenPortal.ComponentTests.Authentication.Circuits;

public sealed class CircuitSessionTests : IDisposable
{
    private static readonly Guid Own = Guid.NewGuid();

    private readonly FakeSessions _sessions = new();
    private readonly LeavingPages _leaving = new();
    private readonly CircuitSession _page;

    public CircuitSessionTests()
    {
        _page = new CircuitSession(
            _sessions, _leaving, Options.Create(new PortalOptions()), NullLogger<CircuitSession>.Instance);
        Open(Own);
    }

    [Fact]
    public async Task Check_LivingSession_Counts()
    {
        Assert.True(await CheckAsync());
        Assert.Equal(1, _sessions.Checks);
        Assert.True(await IsSignedInAsync());
    }

    [Theory] // Cases 54 and 55
    [InlineData(SessionEnd.User)]
    [InlineData(SessionEnd.SignedOut)]
    [InlineData(SessionEnd.Operator)]
    [InlineData(null)]
    public async Task Check_EndedSession_ClosesThePage(SessionEnd? reason)
    {
        _sessions.Standing = new SessionStanding.Ended(reason);

        Assert.False(await CheckAsync());
        Assert.Equal(PageEnd.SignedOut, _page.End);
        Assert.False(await IsSignedInAsync());
    }

    [Fact] // Case 55
    public async Task Check_SuspendedPerson_ClosesThePage()
    {
        _sessions.Standing = new SessionStanding.Suspended();

        Assert.False(await CheckAsync());
        Assert.Equal(PageEnd.Suspended, _page.End);
    }

    [Theory] // Case 55
    [InlineData("portal-support", false)]
    [InlineData("", true)]
    public async Task Check_OtherRolesThanThePageWasOpenedWith_LoadsItAnew(string role, bool counts)
    {
        _sessions.Standing = new SessionStanding.Live(role.Length > 0 ? [role] : [], Apps.Now);

        Assert.Equal(counts, await CheckAsync());
        Assert.Equal(counts ? null : PageEnd.Reload, _page.End);
    }

    [Fact] // Case 71
    public async Task Reconnect_UnderAnotherSession_ClosesThePage()
    {
        Open(Guid.NewGuid());

        Assert.Equal(PageEnd.Reload, _page.End);
        Assert.False(await IsSignedInAsync());
        Assert.False(await CheckAsync());
        Assert.Equal(0, _sessions.Checks);
    }

    [Fact]
    public async Task Reconnect_UnderTheSameSession_KeepsThePage()
    {
        Open(Own);

        Assert.True(await CheckAsync());
    }

    [Fact] // Case 85
    public async Task Check_DatabaseAway_SignsNobodyOut()
    {
        _sessions.Failure = GrantStoreFailure.NothingChanged;

        Assert.True(await CheckAsync());
        Assert.True(await IsSignedInAsync());
    }

    [Fact]
    public async Task Check_PageWhoseOwnFormEndsTheSession_IsLeftAlone()
    {
        var request = new DefaultHttpContext().Request;
        request.ContentType = "application/x-www-form-urlencoded";
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes($"{LeavingPages.Field}={_page.Page}"));
        await _leaving.NoteAsync(request, TestContext.Current.CancellationToken);
        _sessions.Standing = new SessionStanding.Ended(SessionEnd.SignedOut);

        Assert.False(await CheckAsync());
        Assert.Equal(PageEnd.Leaving, _page.End);
        Assert.True(await IsSignedInAsync());
    }

    [Fact] // Case 58
    public void State_OfAnotherSession_ClosesThePage()
    {
        _page.RequireOwner(Own);
        Assert.Null(_page.End);

        _page.RequireOwner(Guid.NewGuid());
        Assert.Equal(PageEnd.Reload, _page.End);
    }

    public void Dispose() => _leaving.Dispose();

    internal static ClaimsPrincipal Principal(Guid session) => new(new ClaimsIdentity(
        [new("sub", "s1"), new(SessionClaims.Session, session.ToString())], "test", "name", "role"));

    private void Open(Guid session) =>
        _page.SetAuthenticationState(Task.FromResult(new AuthenticationState(Principal(session))));

    private Task<bool> CheckAsync() => _page.CheckAsync(TestContext.Current.CancellationToken);

    private async Task<bool> IsSignedInAsync() =>
        (await _page.GetAuthenticationStateAsync()).User.Identity is { IsAuthenticated: true };
}

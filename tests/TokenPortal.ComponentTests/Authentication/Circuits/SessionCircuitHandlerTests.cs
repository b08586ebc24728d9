using System.Globalization;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;
using TokenPortal.ComponentTests.Fakes;
using TokenPortal.ComponentTests.Languages;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Authentication.Circuits;
using TokenPortal.Web.Languages;

namespace TokenPortal.ComponentTests.Authentication.Circuits;

/// <summary>Cases 54 and 55: what happens to an action that arrives at an open page.</summary>
public sealed class SessionCircuitHandlerTests : PortalContext
{
    private readonly CircuitSession _page;
    private readonly SessionCircuitHandler _handler;
    private readonly Func<CircuitInboundActivityContext, Task> _act;
    private int _actions;

    public SessionCircuitHandlerTests()
    {
        _page = Services.GetRequiredService<CircuitSession>();
        _page.SetAuthenticationState(Task.FromResult(new AuthenticationState(CircuitSessionTests.Principal(Session))));
        _handler = new SessionCircuitHandler(
            _page, new PageCulture(), Changes, Services.GetRequiredService<NavigationManager>(), Time);
        _act = _handler.CreateInboundActivityHandler(_ =>
        {
            _actions++;
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Action_OfALivingSession_GoesThroughAfterOneCheck()
    {
        await _act(null!);

        Assert.Equal((1, 1), (_actions, Sessions.Checks));
    }

    [Fact]
    public async Task Action_OverAConnectionInAnotherLanguage_IsDoneInThePagesOwn()
    {
        Cultures.Speak(Language.Russian);
        var done = "";
        var act = new SessionCircuitHandler(
            _page, new PageCulture(), Changes, Services.GetRequiredService<NavigationManager>(), Time)
            .CreateInboundActivityHandler(_ =>
            {
                done = CultureInfo.CurrentUICulture.Name;
                return Task.CompletedTask;
            });
        Cultures.Speak(Language.English);

        await act(null!);

        Assert.Equal("ru", done);
    }

    [Fact]
    public async Task Action_AfterTheSessionEnded_IsDroppedAndThePageLedAway()
    {
        Sessions.Standing = new SessionStanding.Ended(SessionEnd.User);

        await _act(null!);
        await _act(null!);

        Assert.Equal(0, _actions);
        var navigation = (BunitNavigationManager)Services.GetRequiredService<NavigationManager>();
        Assert.Single(navigation.History);
        Assert.Equal("http://localhost/signed-out", navigation.Uri);
    }

    [Fact] // Case 85
    public async Task Action_WhileTheDatabaseIsAway_GoesThroughToSayWhatIsTrue()
    {
        Sessions.Failure = GrantStoreFailure.NothingChanged;

        await _act(null!);

        Assert.Equal(1, _actions);
    }

    [Fact]
    public async Task Hint_AfterTheSessionEnded_ClosesThePageWithoutAnAction()
    {
        await _handler.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        Sessions.Standing = new SessionStanding.Ended(SessionEnd.SignedOut);

        await Changes.HintAsync();

        Assert.Equal(PageEnd.SignedOut, _page.End);
    }

    [Fact]
    public async Task Session_WhoseTimeIsOver_ClosesThePageWithoutAnAction()
    {
        Sessions.Standing = new SessionStanding.Live([], Time.GetUtcNow().AddHours(1));
        await _act(null!);
        Sessions.Standing = new SessionStanding.Ended(null);

        Time.Advance(TimeSpan.FromMinutes(61));

        Assert.Equal(PageEnd.SignedOut, _page.End);
    }

    [Fact]
    public async Task Page_Closed_IsToldNothingMore()
    {
        await _handler.OnCircuitOpenedAsync(null!, TestContext.Current.CancellationToken);
        await _handler.OnCircuitClosedAsync(null!, TestContext.Current.CancellationToken);

        Assert.Equal(0, Changes.Subscribers);
    }
}

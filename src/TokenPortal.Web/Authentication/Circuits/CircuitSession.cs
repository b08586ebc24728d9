using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;

namespace TokenPortal.Web.Authentication.Circuits;

/// <summary>
/// Who a page belongs to: the session that it was opened by, for as long as the page lives. Once that session is over,
/// or another tries to take the page over, there is nobody, and <see cref="End"/> says where the page goes.
/// </summary>
internal sealed class CircuitSession(
    ISessions sessions, LeavingPages leaving, IOptions<PortalOptions> options, ILogger<CircuitSession> logger)
    : AuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    private readonly Lock _lock = new();
    private AuthenticationState? _state;

    /// <summary>The session that the page was opened by; null for a page of nobody.</summary>
    public Guid? Session { get; private set; }

    public string? Subject { get; private set; }

    /// <summary>Names this very page, of however many the session has.</summary>
    public Guid Page { get; } = Guid.NewGuid();

    /// <summary>When the session ends if nobody uses it any more, as it was last read.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Set once the session is over for this page.</summary>
    public PageEnd? End { get; private set; }

    public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
        Task.FromResult(_state ?? throw new InvalidOperationException("Nobody has said yet who opened this page."));

    /// <summary>
    /// Called by the framework: first with who opens the page, and again with whoever reconnects to it, without having
    /// compared the two.
    /// </summary>
    public void SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        // Always there already: the request was authenticated before.
        var state = authenticationStateTask.GetAwaiter().GetResult();
        lock (_lock)
        {
            if (_state is null)
            {
                _state = state;
                Session = SessionClaims.SessionOf(state.User);
                Subject = CurrentUser.From(state.User, options.Value)?.Subject;
                return;
            }

            if (SessionClaims.SessionOf(state.User) == Session) return;
        }

        Log.CircuitTakenOver(logger);
        Close(PageEnd.Reload);
    }

    /// <summary>Asks the database whether the session still counts, and closes the page if not.</summary>
    /// <returns>
    /// False when nothing may happen in this page any more. True as well when the database did not answer: then no action
    /// can do anything either, and the page says so instead of seeming signed out.
    /// </returns>
    public async Task<bool> CheckAsync(CancellationToken cancellationToken)
    {
        if (End is not null) return false;
        if (Session is not { } session) return true;

        try
        {
            return Accept(await sessions.CheckAsync(session, cancellationToken));
        }
        catch (GrantStoreException exception)
        {
            Log.SessionUnknown(logger, exception.Failure);
            return true;
        }
    }

    /// <summary>Closes the page when what it was made of belongs to another session.</summary>
    public void RequireOwner(Guid? session)
    {
        if (session == Session) return;
        Log.CircuitTakenOver(logger);
        Close(PageEnd.Reload);
    }

    private bool Accept(SessionStanding standing)
    {
        switch (standing)
        {
            case SessionStanding.Suspended:
                Close(PageEnd.Suspended);
                return false;
            case SessionStanding.Ended { Reason: SessionEnd.Replaced }:
                Close(PageEnd.Reload);
                return false;
            case SessionStanding.Live live when HasSameRoles(live.Roles):
                EndsAt = live.EndsAt;
                return true;
            case SessionStanding.Live:
                Close(PageEnd.Reload);
                return false;
            default:
                Close(PageEnd.SignedOut);
                return false;
        }
    }

    private bool HasSameRoles(IReadOnlyList<string> roles) => _state!.User.FindAll(options.Value.RoleClaim)
        .Select(claim => claim.Value).ToHashSet().SetEquals(roles);

    private void Close(PageEnd end)
    {
        lock (_lock)
        {
            if (End is not null) return;
            End = leaving.Contains(Page) ? PageEnd.Leaving : end;
            if (End is PageEnd.Leaving) return;
            _state = Nobody;
        }

        NotifyAuthenticationStateChanged(Task.FromResult(Nobody));
    }
}

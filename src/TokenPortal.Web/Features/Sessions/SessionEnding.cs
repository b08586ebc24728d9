using TokenPortal.Core.Access;
using TokenPortal.Core.Grants;
using TokenPortal.Core.Sessions;
using TokenPortal.Web.Features.Shared;

namespace TokenPortal.Web.Features.Sessions;

/// <summary>Ends sign-ins for the person whose they are, and says in words how it went.</summary>
public sealed class SessionEnding(ISessions sessions, ILogger<SessionEnding> logger)
{
    public Task<SessionEndOutcome> EndAsync(Caller caller, SessionModel session, SessionModel? own) =>
        TryAsync(async () =>
            // Once begun it goes through, whether or not the page is still there to see it.
            await sessions.EndAsync(caller.Account, session.Id, Actor(caller, own), CancellationToken.None)
                ? new SessionEndOutcome.Done(SessionsText.Ended(BrowserText.Of(session.Browser)))
                : new SessionEndOutcome.Done(SessionsText.AlreadyEnded));

    public Task<SessionEndOutcome> EndOthersAsync(Caller caller, SessionModel? own) =>
        TryAsync(async () =>
            await sessions.EndOthersAsync(
                caller.Account, caller.SessionId, Actor(caller, own), CancellationToken.None) is > 0 and var count
                ? new SessionEndOutcome.Done(SessionsText.OthersEnded(count))
                : new SessionEndOutcome.Done(SessionsText.OthersEndedNone));

    private async Task<SessionEndOutcome> TryAsync(Func<Task<SessionEndOutcome>> end)
    {
        try
        {
            return await end();
        }
        catch (GrantStoreException exception)
        {
            Log.EndingFailed(logger, exception.Failure);
            return new SessionEndOutcome.Failed(SessionsText.Failed(exception.Failure));
        }
    }

    private static Actor Actor(Caller caller, SessionModel? own) =>
        Core.Grants.Actor.User(caller.Account) with { SessionId = caller.SessionId, Origin = own?.Origin };
}

/// <summary>How it went, in words for the page.</summary>
public abstract record SessionEndOutcome
{
    private SessionEndOutcome()
    {
    }

    /// <summary>Nothing is left of what was asked to end.</summary>
    public sealed record Done(string Message) : SessionEndOutcome;

    public sealed record Failed(string Message) : SessionEndOutcome;
}
